package io.jenkins.plugins.mergeability.github;

import io.jenkins.plugins.mergeability.engine.github.QueueBranch;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import java.io.IOException;

/** The merge queue of a branch of a {@link FakeGithub}. */
public final class FakeMergeQueue {

    /** An entry: its branch and the head of that. */
    public record Entry(String branch, String head) {}

    private final TestRepository repository;
    private final String target;

    public FakeMergeQueue(FakeGithub github, String target) {
        this.repository = github.repository();
        this.target = target;
    }

    /** Adds a pull request on top of the target branch. */
    public Entry add(int number, String branch) throws IOException, InterruptedException {
        return add(
                number,
                branch,
                new Entry(target, repository.git("rev-parse", target).strip()));
    }

    /** Adds a pull request on top of another entry. */
    public Entry add(int number, String branch, Entry below) throws IOException, InterruptedException {
        String tree = repository
                .git("merge-tree", "--write-tree", below.head(), branch)
                .strip();
        String head = repository
                .git("commit-tree", tree, "-p", below.head(), "-p", branch, "-m", "Merge pull request #" + number)
                .strip();
        String name = new QueueBranch(target, number, below.head()).name();
        repository.git("update-ref", "refs/heads/" + name, head);
        return new Entry(name, head);
    }

    /** Removes an entry. */
    public void remove(Entry entry) throws IOException, InterruptedException {
        repository.git("update-ref", "-d", "refs/heads/" + entry.branch());
    }

    /** Merges an entry and all below it. */
    public void merge(Entry entry) throws IOException, InterruptedException {
        repository.git("update-ref", "refs/heads/" + target, entry.head());
        remove(entry);
    }
}
