package dev.imagecopy.examples;

import dev.imagecopy.examples.demo.AlibabaEcsDemo;
import dev.imagecopy.examples.demo.DemoResult;
import dev.imagecopy.examples.demo.DemoRunner;
import dev.imagecopy.examples.demo.DemoSettings;
import dev.imagecopy.examples.demo.HuaweiImsDemo;
import dev.imagecopy.examples.demo.ProgressView;
import dev.imagecopy.examples.demo.ResultTable;
import dev.imagecopy.examples.demo.ServiceFabricDemo;
import dev.imagecopy.examples.demo.YandexDesktopDemo;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Copies one image on each of the four clouds at the same time, with simulators of the services that listen on local ports. The
 * exit status is 0 if all four copies succeeded, and otherwise 1.
 *
 * <p>With {@code -Ddemo.secret=wrong} every client uses a secret that its service does not know.
 */
public final class Demo {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private Demo() {}

    public static void main(String[] args) {
        boolean wrongSecret = "wrong".equals(System.getProperty("demo.secret"));
        DemoSettings settings = new DemoSettings(Duration.ofSeconds(1), wrongSecret);
        int status = run(settings, System.out, ProgressView.terminalColumns());
        if (status != 0) {
            System.exit(status);
        }
    }

    static int run(DemoSettings settings, PrintStream out, int columns) {
        List<DemoResult> results;
        try (ServiceFabricDemo serviceFabric = new ServiceFabricDemo(settings);
                HuaweiImsDemo huawei = new HuaweiImsDemo(settings);
                YandexDesktopDemo yandex = new YandexDesktopDemo(settings);
                AlibabaEcsDemo alibaba = new AlibabaEcsDemo(settings)) {
            DemoRunner runner = new DemoRunner(new ProgressView(out, columns), Clock.systemUTC(), PATIENCE);
            results = runner.run(List.of(serviceFabric, huawei, yandex, alibaba));
        }
        ResultTable.print(out, results);
        return results.stream().allMatch(DemoResult::succeeded) ? 0 : 1;
    }
}
