package io.jenkins.plugins.mergeability.engine.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The names of branches of a merge queue. */
class QueueBranchTest {

    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @Property
    void shouldReadBackTheNameOfAnyTarget(
            @ForAll("targets") String target,
            @ForAll @IntRange(min = 1, max = 999_999_999) int number,
            @ForAll boolean longHash) {
        QueueBranch branch = new QueueBranch(target, number, longHash ? COMMIT + COMMIT.substring(0, 24) : COMMIT);

        assertThat(QueueBranch.parse(branch.name())).contains(branch);
        assertThat(branch.name()).startsWith(QueueBranch.prefix(target));
    }

    /** Names with slashes, names that look like entries themselves, and any other text. */
    @Provide
    Arbitrary<String> targets() {
        Arbitrary<String> segment = Arbitraries.oneOf(
                Arbitraries.of("main", "release", "1.x", "gh-readonly-queue", "pr-7-" + COMMIT, "pr-", "#1", "\n"),
                Arbitraries.strings().ofMinLength(1).ofMaxLength(8));
        return segment.list().ofMinSize(1).ofMaxSize(4).map(segments -> String.join("/", segments));
    }

    @Example
    void shouldReadTheNamesThatGithubMakes() {
        assertThat(QueueBranch.parse("gh-readonly-queue/main/pr-7-" + COMMIT))
                .contains(new QueueBranch("main", 7, COMMIT));
        assertThat(QueueBranch.parse("gh-readonly-queue/release/1.x/pr-104-" + COMMIT))
                .contains(new QueueBranch("release/1.x", 104, COMMIT));
    }

    @Example
    void shouldTakeNoOtherBranchForOneOfAQueue() {
        for (String name : new String[] {
            "main",
            "gh-readonly-queue/main",
            "gh-readonly-queue/pr-7-" + COMMIT,
            "gh-readonly-queue//pr-7-" + COMMIT,
            "gh-readonly-queue/main/pr-0-" + COMMIT,
            "gh-readonly-queue/main/pr-07-" + COMMIT,
            "gh-readonly-queue/main/pr-9999999999-" + COMMIT,
            "gh-readonly-queue/main/pr-x-" + COMMIT,
            "gh-readonly-queue/main/pr-7-" + COMMIT.substring(1),
            "gh-readonly-queue/main/pr-7-" + COMMIT + "0",
            "gh-readonly-queue/main/pr-7-" + COMMIT.toUpperCase(Locale.ROOT),
            "gh-readonly-queue/main/pr-7-" + COMMIT + "/x",
            "x/gh-readonly-queue/main/pr-7-" + COMMIT
        }) {
            assertThat(QueueBranch.parse(name)).as(name).isEmpty();
        }
    }

    @Example
    void shouldRefuseWhatIsNoName() {
        assertThatThrownBy(() -> new QueueBranch("", 7, COMMIT)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new QueueBranch("main", 0, COMMIT)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new QueueBranch("main", 7, "main")).isInstanceOf(IllegalArgumentException.class);
    }
}
