package io.breakwater.local.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FooterTests {

    private static final TerminalSize WIDE = new TerminalSize(40, 100);

    private final Footer footer = new Footer();

    @Test
    void withoutRowsALineIsALine() {
        assertThat(footer.above("hello")).isEqualTo("hello\n");
    }

    @Test
    void aLineTakesThePlaceOfTheRowsWhichFollowIt() {
        footer.show(List.of("a", "b"), WIDE);

        assertThat(footer.above("hello")).isEqualTo("\u001B[2A\u001B[Jhello\na\nb\n");
    }

    @Test
    void noRowReachesTheLastColumnWhereATerminalWouldWrapIt() {
        assertThat(footer.show(List.of("x".repeat(200)), WIDE)).isEqualTo("x".repeat(99) + "\n");
    }

    @Test
    void rowsThatANarrowerTerminalHasWrappedAreErasedWhole() {
        footer.show(List.of("x".repeat(90), "y"), WIDE);

        assertThat(footer.show(List.of("z"), new TerminalSize(40, 50))).isEqualTo("\u001B[3A\u001B[Jz\n");
    }

    @Test
    void aLowTerminalKeepsALineForTheText() {
        assertThat(footer.show(List.of("a", "b", "c", "d"), new TerminalSize(4, 80)))
                .isEqualTo("a\nb\n");
    }

    @Test
    void withoutRowsAgainNothingIsLeft() {
        footer.show(List.of("a"), WIDE);

        assertThat(footer.show(List.of(), WIDE)).isEqualTo("\u001B[1A\u001B[J");
        assertThat(footer.above("bye")).isEqualTo("bye\n");
    }
}
