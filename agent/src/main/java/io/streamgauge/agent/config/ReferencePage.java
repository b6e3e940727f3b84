package io.streamgauge.agent.config;

import io.streamgauge.agent.config.key.ConfigKey;
import java.util.List;

/** docs/configuration.md, from the declarations of the keys. */
final class ReferencePage {

    private static final String HEAD =
            """
            # Configuration

            Generated from the declarations of the keys; a test fails when it is stale and says how to write it anew.

            `streamgauge agent --config FILE` reads one YAML file. Every key can also be given as `--set KEY=VALUE` and as an environment variable; a flag counts before a variable, a variable before the file. Nothing needs to be set. `--check-config` prints every key with its value and where it comes from, secrets masked, and runs nothing.

            ```yaml
            listen:
              host: 0.0.0.0
            flink:
              rest:
                addresses: [http://jobmanager:8081]
            alertmanager:
              peers: [http://alertmanager:9093]
            ```

            - The variable of a key is `STREAMGAUGE_` and the key in upper case with `_` for `.` and `-`: `STREAMGAUGE_HISTORY_MAX_SIZE`.
            - In flags and variables the items of a list are separated by commas, those of a map are `name=value`.
            - A key that does not exist is refused, in the file, as a flag and as a variable.
            - Secrets can be given as a file of one line (`...-file`), so that they appear in no process list; they are never printed.
            - All problems are reported at once, each as *where: found, expected; what to do*. Exit code 2.
            - Of YAML there are maps, lists and scalars. Anchors, aliases, tags, keys twice and a second document are refused; so is a file of more than 1 MiB.
            - SIGHUP reads everything again (not under `nohup`, which makes the JVM deaf to it; the log says so). A configuration with a problem is refused as a whole and the old one stays. Keys marked *reload* change at once; for others the log says that they need a restart.
            """;

    private static final List<String> SECTIONS = List.of(
            "|The agent",
            "listen|Where it listens",
            "metrics|The metrics page",
            "log|The log",
            "ingest|Reporters",
            "flink|Flink's REST interface",
            "checkpoint|Checkpoints",
            "history|What is remembered",
            "analysis|Analyses",
            "profiles|Profiles",
            "alertmanager|Push to Alertmanager");

    private ReferencePage() {}

    static String text() {
        StringBuilder page = new StringBuilder(HEAD);
        for (String section : SECTIONS) {
            String first = section.substring(0, section.indexOf('|'));
            page.append("\n## ")
                    .append(section.substring(section.indexOf('|') + 1))
                    .append("\n\n");
            page.append("| Key | Default | Takes | |\n|---|---|---|---|\n");
            for (ConfigKey<?> key : ConfigLoader.KEYS) {
                int dot = key.path().indexOf('.');
                if (first.equals(dot < 0 ? "" : key.path().substring(0, dot))) {
                    row(page, key);
                }
            }
        }
        return page.toString();
    }

    private static void row(StringBuilder page, ConfigKey<?> key) {
        String text = key.defaultText();
        String shown = text == null ? "" : text.isEmpty() ? "none" : "`" + text + "`";
        page.append("| `").append(key.path()).append("` | ").append(shown);
        page.append(" | ").append(key.type().expected());
        page.append(" | ").append(key.help());
        if (key.type().secret()) {
            page.append(" *Secret.*");
        }
        if (key.live()) {
            page.append(" *Reload.*");
        }
        page.append(" |\n");
    }
}
