package dev.imagecopy.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BarLayoutTest {
    private static final Place LONG =
            new Place("golden-image-of-the-whole-company-2026-11-29", "production-account/eu-central-1");

    @Test
    void line_neverReachesTheLastColumn() {
        for (int columns = 2; columns < 250; columns++) {
            BarLayout layout = BarLayout.of(new ScreenSize(columns, 24), 44, 31);
            String bar = Style.MOVING.on(layout.filled(0.5), true);

            assertThat(TerminalText.columns(layout.line(LONG, bar, "100 %", "12:34:56 left and more")))
                    .as("%d columns", columns)
                    .isLessThan(columns);
            assertThat(TerminalText.columns(
                            layout.total("7 of 1000 done, 20 running, 900 waiting", bar, "0 %", "1:00")))
                    .as("%d columns", columns)
                    .isLessThan(columns);
        }
    }

    @Test
    void line_at80Columns_hasNamePlaceBarAmountAndTime() {
        BarLayout layout = BarLayout.of(new ScreenSize(80, 24), 14, 14);

        assertThat(layout.line(new Place("web-2026-11-29", "ali/cn-beijing"), layout.filled(0.5), "50 %", "1:10 left"))
                .isEqualTo("web-2026-11-29  ali/cn-beijing  [======>        ]  50 %  1:10 left");
    }

    @Test
    void line_ofATooLongName_keepsItsBeginningAndItsEnd() {
        BarLayout layout = BarLayout.of(new ScreenSize(80, 24), 44, 31);

        assertThat(layout.line(LONG, layout.filled(1), "100 %", "0:01"))
                .startsWith("golden-i")
                .contains("-11-29  produ", "tral-1  [===============] 100 %  0:01");
    }

    @Test
    void filled_growsFromNothingToAllCells() {
        BarLayout layout = BarLayout.of(new ScreenSize(80, 24), 10, 10);

        assertThat(layout.filled(0)).isBlank().hasSize(layout.cells());
        assertThat(layout.filled(1)).isEqualTo("=".repeat(layout.cells()));
        assertThat(layout.filled(7)).isEqualTo(layout.filled(1));
        assertThat(layout.filled(-1)).isEqualTo(layout.filled(0));
    }

    @Test
    void moving_staysInsideTheBar() {
        BarLayout layout = BarLayout.of(new ScreenSize(80, 24), 10, 10);

        for (int millis = 0; millis < 20_000; millis += 100) {
            assertThat(layout.moving(Duration.ofMillis(millis)))
                    .hasSize(layout.cells())
                    .contains("<=>");
        }
    }
}
