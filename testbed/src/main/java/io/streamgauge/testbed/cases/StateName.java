package io.streamgauge.testbed.cases;

/**
 * A state of a job, by the names that findings use.
 *
 * @param operator name of the operator
 * @param state name of the state
 */
public record StateName(String operator, String state) {

    @Override
    public String toString() {
        return operator + "/" + state;
    }
}
