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

/** What many builds tell about a job. */
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

    void add(BuildDigest.Ended job) {
        if (job.state() == JobStatus.PROVEN) {
            proven++;
            return;
        }
        durations.add(job.millis());
        sorted = false;
        // Without a hash, each run is one of its own.
        String of = job.inputs().isEmpty() ? "run " + durations.size() : job.inputs();
        inputs.add(of);
        if (job.state() == JobStatus.PASSED) {
            passed.add(of);
        } else {
            failures++;
            failed.add(of);
        }
        if (job.flaky()) {
            passed.add(of);
            failed.add(of);
        }
    }

    /** The job as it is written, such as {@code air/test@linux}. */
    @Exported
    public String getName() {
        return name;
    }

    /** How often it ran to its end. */
    @Exported
    public int getRuns() {
        return durations.size();
    }

    /** How many of these did not pass. */
    @Exported
    public int getFailures() {
        return failures;
    }

    /** How often it did not have to run. */
    @Exported
    public int getProven() {
        return proven;
    }

    /** For how many different inputs it ran. */
    @Exported
    public int getInputs() {
        return inputs.size();
    }

    /** For how many of them it both passed and failed, be it in one build or in several. */
    @Exported
    public int getFlaky() {
        return (int) passed.stream().filter(failed::contains).count();
    }

    /** How many of a hundred that are. */
    @Exported
    public double getFlakyShare() {
        return Ratio.percent(getFlaky(), getInputs());
    }

    /** How long half of its runs took at most, in milliseconds. */
    @Exported
    public long getMedian() {
        return percentile(50);
    }

    /** How long 95 of a hundred runs took at most, in milliseconds. */
    @Exported
    public long getP95() {
        return percentile(95);
    }

    public String getMedianWords() {
        return DurationText.of(Duration.ofMillis(getMedian()));
    }

    public String getP95Words() {
        return DurationText.of(Duration.ofMillis(getP95()));
    }

    /** How long its proofs saved, if each run had taken as long as usual. */
    long saved() {
        return proven * getMedian();
    }

    /** The smallest duration that so many of a hundred do not exceed. */
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
