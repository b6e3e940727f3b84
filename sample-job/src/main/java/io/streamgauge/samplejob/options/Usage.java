package io.streamgauge.samplejob.options;

/** The text that {@code --help} prints. */
public final class Usage {

    private Usage() {}

    /** One line per option, then what the caller adds. */
    public static String text(String appendix) {
        StringBuilder text = new StringBuilder();
        text.append("Support conversations as a stateful Flink job, with a switch for state leaks.\n\n");
        text.append("usage: flink run streamgauge-sample-job.jar [--OPTION VALUE]...\n\n");
        for (Flag flag : Flag.values()) {
            String usage = flag.option() + " " + flag.valueHint();
            String shownDefault = flag.defaultValue().isEmpty() ? "" : " [" + flag.defaultValue() + "]";
            text.append(String.format("  %-28s %s%s%n", usage, flag.meaning(), shownDefault));
        }
        text.append('\n').append(appendix);
        return text.toString();
    }
}
