package io.streamgauge.agent.inspect.text;

/** How text takes up room in a terminal. Names come from checkpoints, which are not trusted: nothing in them controls the terminal. */
public final class Glyphs {

    private Glyphs() {}

    /** Without what could move the cursor, change colours or hide text: control characters and those that reverse the direction. */
    public static String printable(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            int type = Character.getType(point);
            boolean unsafe = type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR
                    || type == Character.SURROGATE
                    || type == Character.PRIVATE_USE
                    || type == Character.UNASSIGNED;
            out.appendCodePoint(unsafe ? '?' : point);
        });
        return out.toString();
    }

    /** In columns. */
    static int width(String text) {
        return text.codePoints().map(Glyphs::width).sum();
    }

    /** Shortened to so many columns: of the middle the least is told. */
    static String fit(String text, int columns, String ellipsis) {
        if (width(text) <= columns) {
            return text;
        }
        int room = Math.max(0, columns - ellipsis.length());
        int tail = room / 2;
        return head(text, room - tail) + ellipsis + tail(text, tail);
    }

    static String padRight(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - width(text)));
    }

    static String padLeft(String text, int columns) {
        return " ".repeat(Math.max(0, columns - width(text))) + text;
    }

    private static String head(String text, int columns) {
        int at = 0;
        int used = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            used += width(point);
            if (used > columns) {
                break;
            }
            at += Character.charCount(point);
        }
        return text.substring(0, at);
    }

    private static String tail(String text, int columns) {
        int at = text.length();
        int used = 0;
        while (at > 0) {
            int point = text.codePointBefore(at);
            used += width(point);
            if (used > columns) {
                break;
            }
            at -= Character.charCount(point);
        }
        return text.substring(at);
    }

    /** Marks that combine with the character before take no room, ideographs and Hangul two columns. */
    private static int width(int point) {
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        boolean wide = Character.isIdeographic(point)
                || (point >= 0x1100 && point <= 0x115f)
                || (point >= 0x3041 && point <= 0x33ff)
                || (point >= 0xac00 && point <= 0xd7a3)
                || (point >= 0xff01 && point <= 0xff60)
                || (point >= 0x1f300 && point <= 0x1faff);
        return wide ? 2 : 1;
    }
}
