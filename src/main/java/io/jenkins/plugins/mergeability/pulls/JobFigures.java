package io.jenkins.plugins.mergeability.pulls;

import io.jenkins.plugins.mergeability.engine.text.DurationText;
import io.jenkins.plugins.mergeability.record.JobStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The statistics of a job over many builds. */
@ExportedBean(defaultVisibility = 3)
public final class JobFigures {

    private final String name;
    private final List<Long> durations = new ArrayList<>();
    private final Set<String> inputs = new HashSet<>();
    private final Set<String> passed = new HashSet<>();
    private final Set<String> failed = new HashSet<>();
    private int failures;
    private int proven;
    private boolean sorted;

    JobFigures(String name) {
        this.name = name;
    }

    void add(BuildDigest.EndedJob job) {
        if (job.state() == JobStatus.PROVEN) {
            proven++;
            return;
        }
        durations.add(job.millis());
        sorted = false;
        // Without a hash, the inputs of each run count as different.
        String hash = job.inputs().isEmpty() ? "run " + durations.size() : job.inputs();
        inputs.add(hash);
        if (job.state() == JobStatus.PASSED) {
            passed.add(hash);
        } else {
            failures++;
            failed.add(hash);
        }
        if (job.flaky()) {
            passed.add(hash);
            failed.add(hash);
        }
    }

    /** The job, such as {@code air/test@linux}. */
    @Exported
    public String getName() {
        return name;
    }

    /** The number of runs that have ended. */
    @Exported
    public int getRuns() {
        return durations.size();
    }

    /** The number of runs that did not pass. */
    @Exported
    public int getFailures() {
        return failures;
    }

    /** The number of times that it was proven and did not run. */
    @Exported
    public int getProven() {
        return proven;
    }

    /** The number of different inputs that it ran for. */
    @Exported
    public int getInputs() {
        return inputs.size();
    }

    /** The number of inputs for which it both passed and failed, in one build or in several. */
    @Exported
    public int getFlaky() {
        return (int) passed.stream().filter(failed::contains).count();
    }

    /** The percentage of flaky inputs. */
    @Exported
    public double getFlakyShare() {
        return Ratio.percent(getFlaky(), getInputs());
    }

    /** The median duration in milliseconds. */
    @Exported
    public long getMedian() {
        return percentile(50);
    }

    /** The 95th percentile of the durations in milliseconds. */
    @Exported
    public long getP95() {
        return percentile(95);
    }

    public String getMedianText() {
        return DurationText.of(Duration.ofMillis(getMedian()));
    }

    public String getP95Text() {
        return DurationText.of(Duration.ofMillis(getP95()));
    }

    /** The estimated time that proofs have saved, in milliseconds: the median for each proven job. */
    long saved() {
        return proven * getMedian();
    }

    private long percentile(int percent) {
        if (durations.isEmpty()) {
            return 0;
        }
        if (!sorted) {
            durations.sort(null);
            sorted = true;
        }
        int rank = (durations.size() * percent + 99) / 100;
        return durations.get(Math.max(0, rank - 1));
    }
}
