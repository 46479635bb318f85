package dev.imagecopy.benchmarks.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ManyCopiesTest {
    @Test
    void aThousandCopiesAtOnce_allEnd_eachExecutedOnce() {
        List<ManyCopies.Result> results = ManyCopies.run(1000);

        System.out.println("| simulator | copies at once | answers | late at the median, ms | at p99 | at most |");
        results.forEach(System.out::println);
        assertThat(results).hasSize(4).allSatisfy(result -> {
            assertThat(result.copies()).isEqualTo(1000);
            assertThat(result.repeated()).isZero();
            assertThat(result.replies()).isGreaterThanOrEqualTo(1000);
        });
    }
}
