package io.streamgauge.agent.inspect.text;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GlyphsTest {

    @Test
    void namesCannotControlTheTerminal() {
        assertThat(Glyphs.printable("a\u001b[2Jb\r\n\u202ec\u009b")).isEqualTo("a?[2Jb???c?");
        assertThat(Glyphs.printable("Z\u00fcrich \u72b6\u614b")).isEqualTo("Z\u00fcrich \u72b6\u614b");
    }

    @Property
    void whatIsPrintableHasNoControls(@ForAll String text) {
        assertThat(Glyphs.printable(text).codePoints())
                .noneMatch(point -> Character.isISOControl(point) || Character.getType(point) == Character.FORMAT);
    }

    @Property
    void fitsWhateverItIs(@ForAll String text, @ForAll @IntRange(min = 2, max = 40) int columns) {
        assertThat(Glyphs.width(Glyphs.fit(Glyphs.printable(text), columns, "..")))
                .isLessThanOrEqualTo(columns);
    }

    @Test
    void keepsBothEnds() {
        assertThat(Glyphs.fit("orders / window-contents", 12, "..")).isEqualTo("order..tents");
        assertThat(Glyphs.fit("\u72b6\u614b\u72b6\u614b", 6, "..")).isEqualTo("\u72b6..\u614b");
    }

    @Test
    void wideOnesTakeTwoColumns() {
        assertThat(Glyphs.width("\u72b6a\u0301")).isEqualTo(3);
        assertThat(Glyphs.padRight("\u72b6", 4)).isEqualTo("\u72b6  ");
    }

    @Test
    void barsEndInEighths() {
        assertThat(Bar.of(0.5, 2, true)).isEqualTo("\u2588");
        assertThat(Bar.of(0.25, 2, true)).isEqualTo("\u258c");
        assertThat(Bar.of(1e-9, 2, true)).isEqualTo("\u258f");
        assertThat(Bar.of(0, 2, true)).isEmpty();
        assertThat(Bar.of(1, 2, true)).isEqualTo("\u2588\u2588");
        assertThat(Bar.of(0.5, 4, false)).isEqualTo("##");
    }

    @Test
    void paragraphsAreIndentedAndNoWordIsLost() {
        assertThat(Paragraph.lines("- ", "aaa bbb ccccccccc d", 9))
                .isEqualTo(List.of("- aaa bbb", "  ccccccccc", "  d"));
    }
}
