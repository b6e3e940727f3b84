/** What people have told the agent of states, that no checkpoint tells. */
@NullMarked
package io.streamgauge.agent.declaration;

import org.jspecify.annotations.NullMarked;
