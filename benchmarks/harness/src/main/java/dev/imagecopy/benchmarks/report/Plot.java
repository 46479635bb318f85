package dev.imagecopy.benchmarks.report;

import java.util.List;
import java.util.Locale;

/** Horizontal bars as SVG, with a line at one: the base line. */
final class Plot {
    private static final int ROW = 22;
    private static final int LABEL = 220;
    private static final int WIDTH = 760;
    private static final int TOP = 40;

    /** One bar; without a number it is left out. */
    record Bar(String label, double value) {}

    private Plot() {}

    static String of(String title, List<Bar> bars) {
        List<Bar> shown =
                bars.stream().filter(bar -> !Double.isNaN(bar.value())).toList();
        double most = Math.max(1.2, shown.stream().mapToDouble(Bar::value).max().orElse(1));
        double unit = (WIDTH - LABEL - 60) / most;
        int height = TOP + ROW * shown.size() + 10;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"13\">%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n<text x=\"10\" y=\"22\" font-size=\"15\">%s</text>%n",
                WIDTH,
                height,
                title));
        for (int i = 0; i < shown.size(); i++) {
            Bar bar = shown.get(i);
            int y = TOP + ROW * i;
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n"
                            + "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n<text x=\"%.1f\" y=\"%d\">%.2f</text>%n",
                    LABEL - 8,
                    y + 15,
                    bar.label(),
                    LABEL,
                    y + 3,
                    bar.value() * unit,
                    ROW - 6,
                    bar.label().endsWith(" ours") ? "#1f77b4" : "#bbbbbb",
                    LABEL + bar.value() * unit + 5,
                    y + 15,
                    bar.value()));
        }
        double one = LABEL + unit;
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#d62728\" stroke-dasharray=\"4 3\"/>%n</svg>%n",
                one,
                TOP,
                one,
                height - 8));
        return svg.toString();
    }
}
