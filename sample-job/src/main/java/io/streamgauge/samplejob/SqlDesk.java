package io.streamgauge.samplejob;

import io.streamgauge.samplejob.traffic.SupportEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;

/**
 * One SQL query over the events of the support desk: what the planner keeps as state, for ever or with a retention.
 *
 * <p>{@code --query NAME} and {@code --retention TIME}, which is {@code table.exec.state.ttl}, are its own options; all others are
 * those of {@link SupportDesk}, as far as they concern traffic and deployment. It cannot be told to stop at run time: what
 * a query keeps is decided when it is planned.
 */
public final class SqlDesk {

    private static final String QUERY = "--query";
    private static final String RETENTION = "--retention";
    private static final TypeInformation<Row> ROW = Types.ROW_NAMED(
            new String[] {"conversation", "tenant", "kind", "body"}, Types.LONG, Types.INT, Types.STRING, Types.STRING);

    private SqlDesk() {}

    public static void main(String[] args) throws Exception {
        if (List.of(args).contains("--help")) {
            System.out.print(help());
            return;
        }
        List<String> rest = new ArrayList<>(List.of(args));
        SqlQuery query = query(take(rest, QUERY));
        String retention = take(rest, RETENTION);
        JobSettings settings = SupportDesk.settings(rest.toArray(new String[0]), Instant.now());
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        tables(environment, settings, retention).executeSql(insert(query));
    }

    static String help() {
        StringBuilder text = new StringBuilder("One SQL query over the events of the support desk.\n\n");
        text.append("usage: flink run -c io.streamgauge.samplejob.SqlDesk streamgauge-sample-job.jar ")
                .append("--query NAME [--retention TIME] [--OPTION VALUE]...\n\n");
        for (SqlQuery query : SqlQuery.values()) {
            text.append(String.format("  --query %-20s %s%n", query.option(), query.meaning()));
        }
        text.append(
                        "  --retention TIME             table.exec.state.ttl, e.g. 60s. Default: state is kept for ever.\n\n")
                .append("All other options are those of the support desk.\n");
        return text.toString();
    }

    /** Removes an option and its value; empty when it is not there. */
    private static String take(List<String> args, String option) {
        int at = args.indexOf(option);
        if (at < 0) {
            return "";
        }
        if (at + 1 == args.size()) {
            throw new IllegalArgumentException(option + ": found no value; --help tells which there are");
        }
        args.remove(at);
        return args.remove(at);
    }

    private static SqlQuery query(String option) {
        return SqlQuery.of(option)
                .orElseThrow(() -> new IllegalArgumentException(QUERY + ": found \"" + option + "\", expected one of "
                        + String.join(", ", SqlQuery.options())));
    }

    static String insert(SqlQuery query) {
        return "INSERT INTO told " + query.select();
    }

    /** The events and a table to write to. */
    static StreamTableEnvironment tables(
            StreamExecutionEnvironment environment, JobSettings settings, String retention) {
        Deployment.configure(environment, settings);
        Configuration planned = new Configuration();
        // The planner names its operators itself.
        planned.set(PipelineOptions.AUTO_GENERATE_UIDS, true);
        environment.configure(planned);
        DataStream<Row> rows = JobGraph.events(environment, settings)
                .map(SqlDesk::row, ROW)
                .uid("rows")
                .name("rows");
        StreamTableEnvironment tables = StreamTableEnvironment.create(environment);
        tables.getConfig().set("pipeline.name", settings.jobName());
        if (!retention.isEmpty()) {
            tables.getConfig().set("table.exec.state.ttl", retention);
        }
        tables.createTemporaryView(
                "events",
                rows,
                Schema.newBuilder()
                        .column("conversation", DataTypes.BIGINT())
                        .column("tenant", DataTypes.INT())
                        .column("kind", DataTypes.STRING())
                        .column("body", DataTypes.STRING())
                        .columnByExpression("heard", "PROCTIME()")
                        .build());
        tables.executeSql("CREATE TEMPORARY TABLE told (conversation BIGINT, first_text STRING, second_text STRING)"
                + " WITH ('connector' = 'blackhole')");
        return tables;
    }

    private static Row row(SupportEvent event) {
        return Row.of(event.conversation, event.tenant, event.kind.name(), event.body);
    }
}
