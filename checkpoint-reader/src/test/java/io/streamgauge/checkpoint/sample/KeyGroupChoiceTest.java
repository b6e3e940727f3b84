package io.streamgauge.checkpoint.sample;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KeyGroupChoiceTest {

    @Test
    void theSameEachTimeAndOthersForEachState() {
        assertThat(KeyGroupChoice.choose("op", "visits", 128, 1))
                .isEqualTo(KeyGroupChoice.choose("op", "visits", 128, 1))
                .hasSize(1);
        Set<List<Integer>> chosen = new TreeSet<>((a, b) -> a.toString().compareTo(b.toString()));
        for (int i = 0; i < 50; i++) {
            chosen.add(KeyGroupChoice.choose("op", "state-" + i, 128, 1));
        }
        assertThat(chosen).hasSizeGreaterThan(20);
    }

    @Test
    void moreIncludeTheFewer() {
        List<Integer> few = KeyGroupChoice.choose("op", "visits", 1000, 2);
        List<Integer> many = KeyGroupChoice.choose("op", "visits", 1000, 20);

        assertThat(few).hasSize(16).isSorted();
        assertThat(many).hasSize(156).isSorted().containsAll(few);
    }

    @Test
    void atLeastOneAndAtMostAll() {
        assertThat(KeyGroupChoice.choose("op", "visits", 4, 1)).hasSize(1);
        assertThat(KeyGroupChoice.choose("op", "visits", 4, 128)).containsExactly(0, 1, 2, 3);
        assertThat(KeyGroupChoice.choose("op", "visits", 1, 1)).containsExactly(0);
    }
}
