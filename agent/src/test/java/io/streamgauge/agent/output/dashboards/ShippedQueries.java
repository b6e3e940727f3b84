package io.streamgauge.agent.output.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Every query that grafana/ and alerts/ ship, to be run against a Prometheus that scraped an agent. Public for the system
 * tests.
 */
public final class ShippedQueries {

    static final Path HOME = Path.of(System.getProperty("streamgauge.home", "."));
    static final Path DASHBOARDS = HOME.resolve("grafana/dashboards");
    static final Path ALERTS = HOME.resolve("alerts");

    /** A name with a selector behind it, or at least one of our own. */
    private static final Pattern SELECTOR =
            Pattern.compile("\\b(?:(?:streamgauge_[a-z_0-9]+)(?:\\{[^}]*})?|up\\{[^}]*})");

    private static final Pattern VARIABLE_QUERY = Pattern.compile("label_values\\((.*), [a-z_]+\\)");

    private ShippedQueries() {}

    /**
     * Where each query stands, and its expression with the dashboard's variables at All and windows of a minute. Of a rule
     * it is each selector: its whole expression yields nothing while all is well.
     */
    public static Map<String, String> all() {
        Map<String, String> queries = new LinkedHashMap<>();
        dashboards().forEach((name, dashboard) -> {
            for (JsonNode variable : dashboard.path("templating").path("list")) {
                Matcher matcher =
                        VARIABLE_QUERY.matcher(variable.path("definition").asText());
                if (matcher.matches()) {
                    queries.put(name + " variable " + variable.path("name").asText(), substituted(matcher.group(1)));
                }
            }
            for (JsonNode annotation : dashboard.path("annotations").path("list")) {
                String expression = annotation.path("expr").asText();
                Set<String> selectors = selectors(expression);
                for (String selector : selectors.isEmpty() ? Set.of(expression) : selectors) {
                    queries.put(
                            name + " annotation " + annotation.path("name").asText() + " " + selector,
                            substituted(selector));
                }
            }
            for (JsonNode panel : dashboard.path("panels")) {
                for (JsonNode target : panel.path("targets")) {
                    queries.put(
                            name + " panel " + panel.path("id").asInt() + " "
                                    + panel.path("title").asText() + " "
                                    + target.path("refId").asText(),
                            substituted(target.path("expr").asText()));
                }
            }
        });
        rules().forEach((name, rule) -> {
            for (String selector : selectors(rule.path("expr").asText())) {
                queries.put("alert " + name + " " + selector, selector);
            }
        });
        return queries;
    }

    /**
     * Runs every query against a Prometheus and tells those without data.
     *
     * @param mayBeEmpty parts of the text of queries or of where they stand, for what a healthy or short run does not have
     * @return where the empty ones stand, with the expression
     */
    public static List<String> withoutData(URI prometheus, Set<String> mayBeEmpty) {
        Prometheus server = new Prometheus(prometheus);
        List<String> empty = new ArrayList<>();
        all().forEach((where, expression) -> {
            // Also where it may be empty: what Prometheus cannot evaluate is an error all the same.
            int series = server.count(expression);
            String text = where + ": " + expression;
            if (series == 0 && mayBeEmpty.stream().noneMatch(text::contains)) {
                empty.add(text);
            }
        });
        return empty;
    }

    static Set<String> selectors(String expression) {
        Set<String> selectors = new LinkedHashSet<>();
        Matcher matcher = SELECTOR.matcher(expression);
        while (matcher.find()) {
            selectors.add(matcher.group());
        }
        return selectors;
    }

    static String substituted(String expression) {
        return expression
                .replace("$__rate_interval", "1m")
                .replace("$__range", "1h")
                .replaceAll("=~\"\\$[a-z_]+\"", "=~\".+\"");
    }

    /** By file name without its ending. */
    static Map<String, JsonNode> dashboards() {
        Map<String, JsonNode> dashboards = new LinkedHashMap<>();
        for (Path file : list(DASHBOARDS)) {
            if (file.toString().endsWith(".json")) {
                dashboards.put(file.getFileName().toString().replace(".json", ""), read(new ObjectMapper(), file));
            }
        }
        return dashboards;
    }

    /** The alerting rule of each folder, by the folder's name. */
    static Map<String, JsonNode> rules() {
        Map<String, JsonNode> rules = new LinkedHashMap<>();
        for (Path folder : list(ALERTS)) {
            if (Files.isDirectory(folder)) {
                rules.put(
                        folder.getFileName().toString(),
                        read(new ObjectMapper(new YAMLFactory()), folder.resolve("rule.yml"))
                                .path("groups")
                                .path(0)
                                .path("rules")
                                .path(0));
            }
        }
        return rules;
    }

    static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(ObjectMapper mapper, Path file) {
        try {
            return mapper.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
