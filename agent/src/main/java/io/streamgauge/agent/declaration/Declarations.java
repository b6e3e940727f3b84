package io.streamgauge.agent.declaration;

import io.streamgauge.agent.fact.OperatorRef;
import java.util.List;
import java.util.Optional;

/** All declarations in force; of several of one state the last counts. */
public record Declarations(List<Declaration> all) {

    public static final Declarations NONE = new Declarations(List.of());

    public Declarations {
        all = List.copyOf(all);
    }

    public Optional<Declaration> of(OperatorRef operator, String state) {
        return all.stream()
                .filter(told -> told.state().equals(state))
                .filter(told -> told.operator().equals(operator.uid())
                        || told.operator().equals(operator.id())
                        || told.operator().equals(operator.name()))
                .reduce((earlier, later) -> later);
    }
}
