package io.jenkins.plugins.mergeability.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShortJobsTest {

    private static final JobKey FIRST = job(0);

    private static JobKey job(int number) {
        return new JobKey("c" + number, "lint", Optional.empty());
    }

    private static List<JobKey> jobs(int from, int to) {
        return IntStream.range(from, to).mapToObj(ShortJobsTest::job).toList();
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
        assertThat(equallyShort(10).company(FIRST, jobs(1, 10), 3)).isEqualTo(jobs(1, 4));
        assertThat(equallyShort(10).company(FIRST, jobs(1, 3), 3)).isEmpty();
        assertThat(equallyShort(10).company(FIRST, jobs(1, 3), 1)).isEqualTo(jobs(1, 3));
        assertThat(equallyShort(10).company(FIRST, List.of(), 1)).isEmpty();
    }

    @Test
    void shouldBoundTheStep() {
        assertThat(equallyShort(100).company(FIRST, jobs(1, 100), 1)).hasSize(ShortJobs.MAX_JOBS - 1);
        assertThat(of(2_000, 2_000, 1_000, 10).company(FIRST, jobs(1, 4), 1)).isEqualTo(jobs(1, 3));
    }

    @Test
    void shouldLeaveOutLongAndUnknownJobsAndThoseOfAnotherKind() {
        ShortJobs jobs = of(1, ShortJobs.MAX_MILLIS + 1, ShortJobs.MAX_MILLIS);
        assertThat(jobs.includes(job(1))).isFalse();
        assertThat(jobs.company(FIRST, jobs(1, 5), 1)).isEqualTo(jobs(2, 3));

        ShortJobs kinds = new ShortJobs(
                equallyShort(4).millis(),
                job -> job.equals(job(1)) ? Optional.empty() : Optional.of(job.equals(job(2)) ? "HOME" : ""));
        assertThat(kinds.includes(job(1))).isFalse();
        assertThat(kinds.company(FIRST, jobs(1, 4), 1)).isEqualTo(jobs(3, 4));
    }
}
