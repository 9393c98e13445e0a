package io.jenkins.plugins.mergeability.monitoring;

import com.codahale.metrics.health.HealthCheck;
import hudson.ExtensionList;
import io.jenkins.plugins.mergeability.engine.github.RateLimit;
import io.jenkins.plugins.mergeability.reporting.Reporter;
import io.jenkins.plugins.mergeability.reporting.pages.ReportingMonitor;
import io.jenkins.plugins.mergeability.reporting.pages.StuckProject;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import jenkins.metrics.api.HealthCheckProvider;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.variant.OptionalExtension;

/** Checks that fail only if somebody has to act, if the Metrics plugin is installed. */
@OptionalExtension(requirePlugins = "metrics")
public final class HealthChecks extends HealthCheckProvider {

    /** GitHub's branch source slows its requests down long before. */
    private static final double LOWEST_PART = 0.05;

    /** The directories of {@code $JENKINS_HOME/mergeability} without which jobs run again or reports are lost. */
    private static final List<String> DIRECTORIES = List.of("outbox", "outputs", "proofs");

    @Override
    public Map<String, HealthCheck> getHealthChecks() {
        return Map.of(
                "mergeability-reports", check(HealthChecks::reports),
                "mergeability-github-requests",
                        check(() -> requests(Reporter.get().requestQuota())),
                "mergeability-storage",
                        check(() -> storage(Jenkins.get().getRootDir().toPath().resolve("mergeability"))));
    }

    private static HealthCheck check(Callable<HealthCheck.Result> result) {
        return new HealthCheck() {
            @Override
            protected Result check() throws Exception {
                return result.call();
            }
        };
    }

    /** The same rule as the warning for administrators. */
    private static HealthCheck.Result reports() {
        if (!Reporter.get().isStarted()) {
            return HealthCheck.Result.healthy();
        }
        List<StuckProject> stuck =
                ExtensionList.lookupSingleton(ReportingMonitor.class).getStuck();
        return stuck.isEmpty()
                ? HealthCheck.Result.healthy()
                : HealthCheck.Result.unhealthy(Messages.HealthChecks_reports(
                        stuck.size(), stuck.get(0).getName(), stuck.get(0).getAdvice()));
    }

    static HealthCheck.Result requests(Optional<RateLimit> quota) {
        return quota.filter(limit -> limit.remaining() < limit.limit() * LOWEST_PART)
                .map(limit -> HealthCheck.Result.unhealthy(
                        Messages.HealthChecks_requests(limit.remaining(), limit.limit(), limit.reset())))
                .orElseGet(HealthCheck.Result::healthy);
    }

    /** A directory that does not exist yet is created when it is needed. */
    static HealthCheck.Result storage(Path root) {
        for (String name : DIRECTORIES) {
            Path directory = root.resolve(name);
            if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
                try (DirectoryStream<Path> content = Files.newDirectoryStream(directory)) {
                    content.iterator().hasNext();
                } catch (IOException e) {
                    return HealthCheck.Result.unhealthy(Messages.HealthChecks_unreadable(directory, e));
                }
                if (!Files.isWritable(directory)) {
                    return HealthCheck.Result.unhealthy(Messages.HealthChecks_unwritable(directory));
                }
            }
        }
        return HealthCheck.Result.healthy();
    }
}
