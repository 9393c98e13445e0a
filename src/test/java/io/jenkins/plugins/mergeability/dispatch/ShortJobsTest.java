package io.jenkins.plugins.mergeability.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.record.JobStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShortJobsTest {

    private static final JobKey FIRST = job(0);
    private static final JobEstimates NONE = new JobEstimates();

    private static JobKey job(int number) {
        return new JobKey("c" + number, "lint", Optional.empty());
    }

    private static List<JobKey> jobs(int from, int to) {
        return IntStream.range(from, to).mapToObj(ShortJobsTest::job).toList();
    }

    private static List<JobKey> company(ShortJobs jobs, List<JobKey> candidates, int branches) {
        return jobs.company(FIRST, candidates.stream(), branches, NONE);
    }

    private static ShortJobs of(long... millis) {
        Map<JobKey, Long> all = new HashMap<>();
        for (int i = 0; i < millis.length; i++) {
            all.put(job(i), millis[i]);
        }
        return new ShortJobs(all, job -> Optional.of(""));
    }

    private static ShortJobs equallyShort(int count) {
        return of(IntStream.range(0, count).mapToLong(i -> 100).toArray());
    }

    @Test
    void shouldShareJobsAmongTheBranches() {
        assertThat(company(equallyShort(10), jobs(1, 10), 3)).isEqualTo(jobs(1, 4));
        assertThat(company(equallyShort(10), jobs(1, 3), 3)).isEmpty();
        assertThat(company(equallyShort(10), jobs(1, 3), 1)).isEqualTo(jobs(1, 3));
        assertThat(company(equallyShort(10), List.of(), 1)).isEmpty();
    }

    @Test
    void shouldBoundTheStep() {
        assertThat(company(equallyShort(100), jobs(1, 100), 1)).hasSize(ShortJobs.MAX_JOBS - 1);
        assertThat(company(equallyShort(100), jobs(1, 100), 4)).hasSize(ShortJobs.MAX_JOBS - 1);
        assertThat(company(of(2_000, 2_000, 1_000, 10), jobs(1, 4), 1)).isEqualTo(jobs(1, 3));
    }

    @Test
    void shouldReadNoMoreCandidatesThanTheBranchesCanRun() {
        AtomicInteger read = new AtomicInteger();
        Stream<JobKey> candidates = jobs(1, 1_000).stream().peek(job -> read.incrementAndGet());

        assertThat(equallyShort(1_000).company(FIRST, candidates, 3, NONE)).hasSize(ShortJobs.MAX_JOBS - 1);
        assertThat(read).hasValue(3 * ShortJobs.MAX_JOBS);
    }

    @Test
    void shouldRunFewJobsTogetherThatAreOnlyEstimated() {
        JobEstimates estimates = new JobEstimates();
        for (int i = 100; i < 103; i++) {
            estimates.ended(JobEstimatesTest.ended(job(i), JobStatus.PASSED, 50, 1));
        }
        assertThat(of().company(FIRST, jobs(1, 30).stream(), 1, estimates)).isEqualTo(jobs(1, ShortJobs.MAX_ESTIMATED));

        // c0 to c2 are known.
        List<JobKey> order =
                Stream.concat(jobs(3, 20).stream(), jobs(1, 3).stream()).toList();
        assertThat(equallyShort(3).company(FIRST, order.stream(), 1, estimates))
                .containsExactlyElementsOf(
                        Stream.concat(jobs(3, 11).stream(), jobs(1, 3).stream()).toList());
    }

    @Test
    void shouldPreferWhatIsKnownToAnEstimate() {
        JobEstimates estimates = new JobEstimates();
        for (int i = 100; i < 103; i++) {
            estimates.ended(JobEstimatesTest.ended(job(i), JobStatus.PASSED, 50, 1));
        }
        ShortJobs jobs = of(1, ShortJobs.MAX_MILLIS + 1, ShortJobs.NOT_SHORT);

        assertThat(jobs.includes(job(1), estimates)).isFalse();
        assertThat(jobs.includes(job(2), estimates)).isFalse();
        assertThat(jobs.includes(job(3), estimates)).isTrue();
        estimates.ended(JobEstimatesTest.ended(job(103), JobStatus.FAILED, 50, 1));
        assertThat(jobs.includes(job(0), estimates)).isTrue();
        assertThat(jobs.includes(job(3), estimates)).isFalse();
    }

    @Test
    void shouldLeaveOutLongAndUnknownJobsAndThoseOfAnotherKind() {
        ShortJobs jobs = of(1, ShortJobs.MAX_MILLIS + 1, ShortJobs.MAX_MILLIS);
        assertThat(jobs.includes(job(1), NONE)).isFalse();
        assertThat(company(jobs, jobs(1, 5), 1)).isEqualTo(jobs(2, 3));

        ShortJobs kinds = new ShortJobs(
                equallyShort(4).millis(),
                job -> job.equals(job(1)) ? Optional.empty() : Optional.of(job.equals(job(2)) ? "HOME" : ""));
        assertThat(kinds.includes(job(1), NONE)).isFalse();
        assertThat(company(kinds, jobs(1, 4), 1)).isEqualTo(jobs(3, 4));
    }
}
