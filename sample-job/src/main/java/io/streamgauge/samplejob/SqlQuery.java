package io.streamgauge.samplejob;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Queries over the support events whose state grows with every conversation, unless a retention is set. */
enum SqlQuery {
    JOIN(
            "join",
            "each conversation's opening beside its rating; keeps both sides",
            "SELECT o.conversation, o.body, r.body FROM events AS o JOIN events AS r"
                    + " ON o.conversation = r.conversation AND o.kind = 'OPENED' AND r.kind = 'RATED'"),
    AGGREGATE(
            "aggregate",
            "how often and with how much each conversation was heard of; keeps the sums",
            "SELECT conversation, CAST(COUNT(*) AS STRING), CAST(SUM(CHAR_LENGTH(body)) AS STRING) FROM events"
                    + " GROUP BY conversation"),
    DEDUPLICATION(
            "deduplication",
            "the first that was heard of each conversation; keeps that it was",
            "SELECT conversation, kind, body FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY conversation"
                    + " ORDER BY heard) AS place FROM events) WHERE place = 1");

    private final String option;
    private final String meaning;
    private final String select;

    SqlQuery(String option, String meaning, String select) {
        this.option = option;
        this.meaning = meaning;
        this.select = select;
    }

    /** As typed. */
    String option() {
        return option;
    }

    String meaning() {
        return meaning;
    }

    /** Three columns: a number and two texts. */
    String select() {
        return select;
    }

    static Optional<SqlQuery> of(String option) {
        return Arrays.stream(values())
                .filter(query -> query.option.equals(option))
                .findFirst();
    }

    static List<String> options() {
        List<String> options = new ArrayList<>();
        for (SqlQuery query : values()) {
            options.add(query.option);
        }
        return options;
    }
}
