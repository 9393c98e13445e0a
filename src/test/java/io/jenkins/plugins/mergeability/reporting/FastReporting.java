package io.jenkins.plugins.mergeability.reporting;

import hudson.Extension;
import hudson.plugins.git.GitSCM;
import io.jenkins.plugins.mergeability.engine.outbox.RetryPolicy;
import java.time.Duration;
import java.util.List;
import org.jenkinsci.plugins.github_branch_source.GitHubSCMSource;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Shortens the delays of reporting for a test class. Register it before the extension that starts Jenkins. */
public final class FastReporting implements BeforeAllCallback, AfterAllCallback {

    private static final Duration MOMENT = Duration.ofMillis(20);

    private static final EvaluationTiming FAST_EVALUATION = new EvaluationTiming(
            MOMENT,
            MOMENT,
            Duration.ofMillis(200),
            Duration.ofMillis(100),
            Duration.ofMillis(5),
            List.of(Duration.ofMillis(100)),
            List.of(Duration.ofMillis(300)));

    private static volatile EvaluationTiming currentEvaluation = EvaluationTiming.DEFAULT;
    private static volatile RetryPolicy currentDelivery = RetryPolicy.DEFAULT;

    private final EvaluationTiming evaluation;
    private final RetryPolicy delivery;

    public FastReporting() {
        this(FAST_EVALUATION, delivery(new RetryPolicy.Backoff(Duration.ofMinutes(1), Duration.ofMinutes(1))));
    }

    private FastReporting(EvaluationTiming evaluation, RetryPolicy delivery) {
        this.evaluation = evaluation;
        this.delivery = delivery;
    }

    /** Also shortens the delays after rejected credentials. */
    static FastReporting withFastLastingRetries() {
        return new FastReporting(
                FAST_EVALUATION, delivery(new RetryPolicy.Backoff(Duration.ofMillis(200), Duration.ofMillis(500))));
    }

    /** Shortens only the delivery, and keeps the default timing of evaluations. */
    static FastReporting withDefaultEvaluation() {
        return new FastReporting(
                EvaluationTiming.DEFAULT,
                delivery(new RetryPolicy.Backoff(Duration.ofMinutes(1), Duration.ofMinutes(1))));
    }

    private static RetryPolicy delivery(RetryPolicy.Backoff lasting) {
        return new RetryPolicy(Duration.ofMillis(10), new RetryPolicy.Backoff(MOMENT, Duration.ofMillis(500)), lasting);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
        GitHubSCMSource.setEventDelaySeconds(0);
        currentEvaluation = evaluation;
        currentDelivery = delivery;
    }

    @Override
    public void afterAll(ExtensionContext context) {
        currentEvaluation = EvaluationTiming.DEFAULT;
        currentDelivery = RetryPolicy.DEFAULT;
    }

    /** The timing for the Jenkins of the current test class. */
    @Extension(ordinal = 1)
    public static final class Timing extends ReportingTiming {

        @Override
        protected EvaluationTiming evaluation() {
            return currentEvaluation;
        }

        @Override
        protected RetryPolicy delivery() {
            return currentDelivery;
        }
    }
}
