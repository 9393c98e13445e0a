package io.jenkins.plugins.mergeability.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import hudson.model.Result;
import hudson.remoting.ProxyException;
import hudson.remoting.RequestAbortedException;
import java.io.IOException;
import java.util.stream.Stream;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AgentErrorsTest {

    static Stream<Throwable> ofLostAgents() {
        return Stream.of(
                new RequestAbortedException(new IOException("end of the stream")),
                new IOException("remote file operation failed", new NoClassDefFoundError("org/example/Callable")),
                new NoClassDefFoundError("org/example/Callable"),
                new ExceptionInInitializerError("while the connection ended"),
                new IOException("remote call failed", new ClassNotFoundException("org.example.Callable")),
                new IOException("remote call failed", new ProxyException(new NoClassDefFoundError("org/example/X"))));
    }

    @ParameterizedTest
    @MethodSource("ofLostAgents")
    void shouldTakeAFailureToLoadClassesForTheLossOfTheAgent(Throwable error) {
        assertThat(AgentErrors.isAgentLost(error)).isTrue();
    }

    @Test
    void shouldTakeOtherErrorsForFailures() {
        assertThat(AgentErrors.isAgentLost(new AbortException("script returned exit code 1")))
                .isFalse();
        assertThat(AgentErrors.isAgentLost(new IOException("no space left", new ProxyException(new IOException("x")))))
                .isFalse();
    }

    @Test
    void shouldAcceptErrorsThatSuppressEachOther() {
        FlowInterruptedException first = new FlowInterruptedException(Result.ABORTED);
        FlowInterruptedException second =
                new FlowInterruptedException(Result.ABORTED, new CauseOfInterruption.UserInterruption("joe"));
        IOException other = new IOException("x");
        first.addSuppressed(second);
        first.addSuppressed(other);
        second.addSuppressed(first);

        assertThat(AgentErrors.isAgentLost(first)).isFalse();
        assertThat(AgentErrors.isTimeout(first)).isFalse();
        assertThat(AgentErrors.isFromOutside(first)).isTrue();
        assertThat(AgentErrors.ofBranch(first).getSuppressed()).containsExactly(other);
        FlowInterruptedException own = (FlowInterruptedException) AgentErrors.ofBranch(second);
        assertThat(own.getSuppressed()).isEmpty();
        assertThat(own.getCauses()).isEqualTo(second.getCauses());
        assertThat(own.getResult()).isEqualTo(Result.ABORTED);
        assertThat(own.isActualInterruption()).isTrue();
        assertThat(AgentErrors.ofBranch(other)).isSameAs(other);
    }
}
