package io.jenkins.plugins.mergeability.engine.github;

import io.jenkins.plugins.mergeability.engine.verdict.MergeRules;
import io.jenkins.plugins.mergeability.engine.verdict.MergeableState;
import io.jenkins.plugins.mergeability.engine.verdict.Ownership;
import io.jenkins.plugins.mergeability.engine.verdict.PullRequest;
import io.jenkins.plugins.mergeability.engine.verdict.Review;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.kohsuke.github.GHCommitState;
import org.kohsuke.github.GHCommitStatus;
import org.kohsuke.github.GHException;
import org.kohsuke.github.GHIssueComment;
import org.kohsuke.github.GHIssueState;
import org.kohsuke.github.GHLabel;
import org.kohsuke.github.GHPullRequest;
import org.kohsuke.github.GHPullRequestReview;
import org.kohsuke.github.GHPullRequestReviewState;
import org.kohsuke.github.GHRepository;
import org.kohsuke.github.GHUser;
import org.kohsuke.github.GitHub;

/**
 * A repository at GitHub. Not for several threads at once. What does not change, such as who a reviewer is, is asked for
 * once in a while: a pull request costs two calls, one more for each reviewer who has not been asked for lately, and one
 * more for the target branch where code owners matter.
 */
public final class GithubHost implements CodeHost {

    /** GitHub's largest. */
    static final int PAGE = 100;

    interface Question<T> {
        T ask() throws IOException;
    }

    private final GitHub github;
    private final RepositoryName name;
    private final Clock clock;
    private final WriteAccess writers;
    private final CodeOwners codeOwners;
    private GHRepository repository;
    private GHPullRequest last;
    private String self;

    /**
     * A repository, by a connection of the caller's.
     *
     * @param github where, and by whose credentials; its handlers for rate limits have to fail and not to wait
     */
    public GithubHost(GitHub github, RepositoryName name) {
        this(github, name, Clock.systemUTC());
    }

    GithubHost(GitHub github, RepositoryName name, Clock clock) {
        this.github = github;
        this.name = name;
        this.clock = clock;
        this.writers = new WriteAccess(clock);
        this.codeOwners = new CodeOwners(github, name, clock);
    }

    @Override
    public HostedPullRequest pullRequest(int number, MergeRules rules) throws HostException {
        return ask("read pull request " + number + " of " + name, () -> {
            GHPullRequest pull = repository().getPullRequest(number);
            if (pull.getNumber() != number) {
                throw new IOException("unexpected answer: not pull request " + number);
            }
            last = pull;
            // Where GitHub has not computed it, this asks once more.
            Boolean mergeable = pull.getMergeable();
            Set<String> labels = new TreeSet<>();
            for (GHLabel label : pull.getLabels()) {
                labels.add(given(label.getName(), "a label's name"));
            }
            String head = given(given(pull.getHead(), "head").getSha(), "head.sha");
            String target = given(given(pull.getBase(), "base").getRef(), "base.ref");
            List<GHPullRequestReview> deciding = deciding(pull);
            Set<String> writing = mayWrite(deciding, rules);
            Ownership ownership = rules.askForOwners() ? codeOwners.of(repository(), pull, writing) : Ownership.NONE;
            PullRequest facts = new PullRequest(
                    mergeable == null
                            ? MergeableState.UNKNOWN
                            : mergeable ? MergeableState.CLEAN : MergeableState.CONFLICT,
                    pull.isDraft(),
                    labels,
                    login(pull.getUser()),
                    head,
                    reviews(deciding, writing, rules.askForOwners(), ownership),
                    ownership);
            return new HostedPullRequest(
                    facts,
                    given(pull.getState(), "state") == GHIssueState.OPEN,
                    target,
                    given(pull.getBase().getSha(), "base.sha"),
                    given(pull.getHtmlUrl(), "html_url").toString());
        });
    }

    @Override
    public void report(String commit, CommitStatus status) throws HostException {
        ask("set the status of " + commit + " in " + name, () -> {
            GHCommitState state = GHCommitState.valueOf(status.verdict().state().name());
            return repository()
                    .createCommitStatus(
                            commit,
                            state,
                            status.target().orElse(null),
                            status.verdict().description(),
                            status.context());
        });
    }

    @Override
    public boolean isReported(String commit, CommitStatus status) throws HostException {
        return ask("read the statuses of " + commit + " in " + name, () -> {
            for (GHCommitStatus set : repository().listCommitStatuses(commit).withPageSize(PAGE)) { // newest first
                if (given(set.getContext(), "a context").equals(status.context())) {
                    return given(set.getState(), "a state")
                                    .name()
                                    .equals(status.verdict().state().name())
                            && status.verdict().description().equals(set.getDescription())
                            && status.target().orElse("").equals(set.getTargetUrl() == null ? "" : set.getTargetUrl());
                }
            }
            return false;
        });
    }

    @Override
    public void comment(int number, String context, String text) throws HostException {
        if (text.length() > LONGEST_COMMENT) {
            throw new IllegalArgumentException("a comment of " + text.length() + " characters");
        }
        String mark = mark(context);
        String body = mark + "\n" + text;
        ask("comment on pull request " + number + " of " + name, () -> {
            if (last == null || last.getNumber() != number) {
                last = repository().getPullRequest(number);
            }
            GHPullRequest pull = last;
            List<GHIssueComment> own = new ArrayList<>();
            for (GHIssueComment comment : pull.queryComments().list().withPageSize(PAGE)) {
                if (comment.getBody() != null && comment.getBody().startsWith(mark) && isOwn(comment)) {
                    own.add(comment);
                }
            }
            if (own.isEmpty()) {
                return pull.comment(body);
            }
            GHIssueComment first = own.get(0);
            if (!normal(first.getBody()).equals(normal(body))) {
                first.update(body);
            }
            // A connection may have broken after GitHub took a comment, and a library tried again.
            for (GHIssueComment twin : own.subList(1, own.size())) {
                twin.delete();
            }
            return first;
        });
    }

    /**
     * What a comment begins with to be found again. Nobody sees it, and no context can end it.
     *
     * @param context what tells it from others
     */
    static String mark(String context) {
        StringBuilder safe = new StringBuilder();
        for (int i = 0; i < context.length(); i++) {
            char c = context.charAt(i);
            boolean plain = c < 128 && Character.isLetterOrDigit(c) || c == '/' || c == '_' || c == '.';
            safe.append(plain ? String.valueOf(c) : "~" + Integer.toHexString(c) + "~");
        }
        return "<!-- mergeability: " + safe + " -->";
    }

    private static List<GHPullRequestReview> deciding(GHPullRequest pull) throws IOException {
        List<GHPullRequestReview> deciding = new ArrayList<>();
        for (GHPullRequestReview review : pull.listReviews().withPageSize(PAGE)) {
            Review.State state = state(review);
            if (state != Review.State.COMMENTED && state != Review.State.PENDING) {
                deciding.add(review); // the others decide nothing, and who wrote them may cost a call
            }
        }
        return deciding;
    }

    /** Who of the reviewers may write, if that matters. */
    private Set<String> mayWrite(List<GHPullRequestReview> reviews, MergeRules rules) throws IOException {
        Set<String> found = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        if (rules.counting() == MergeRules.Counting.WRITERS || rules.askForOwners()) {
            for (GHPullRequestReview review : reviews) {
                String reviewer = login(review.getUser());
                if (writers.mayWrite(repository(), reviewer)) {
                    found.add(reviewer);
                }
            }
        }
        return found;
    }

    private static List<Review> reviews(
            List<GHPullRequestReview> deciding, Set<String> writing, boolean owners, Ownership ownership)
            throws IOException {
        List<Review> reviews = new ArrayList<>();
        for (GHPullRequestReview review : deciding) {
            String reviewer = login(review.getUser());
            boolean nobodyOwns =
                    ownership.shares().isEmpty() && ownership.unknown().isEmpty();
            Date submitted = review.getSubmittedAt();
            reviews.add(new Review(
                    reviewer,
                    state(review),
                    review.getCommitId() == null ? "" : review.getCommitId(),
                    submitted == null ? Instant.EPOCH : submitted.toInstant(),
                    writing.contains(reviewer),
                    owners && (nobodyOwns ? writing.contains(reviewer) : ownership.isOwner(reviewer))));
        }
        return reviews;
    }

    private static Review.State state(GHPullRequestReview review) {
        GHPullRequestReviewState state = review.getState();
        if (state == null) {
            return Review.State.COMMENTED; // one that GitHub has invented since
        }
        return switch (state) {
            case APPROVED -> Review.State.APPROVED;
            case CHANGES_REQUESTED, REQUEST_CHANGES -> Review.State.CHANGES_REQUESTED;
            case COMMENTED -> Review.State.COMMENTED;
            case DISMISSED -> Review.State.DISMISSED;
            case PENDING -> Review.State.PENDING;
        };
    }

    /**
     * Whether it was written by whose credentials are used here. Others could write the mark as well, and would then have
     * our words in a comment that they can edit.
     */
    @SuppressWarnings("deprecation") // what is recommended instead costs a call for each author
    private boolean isOwn(GHIssueComment comment) throws IOException {
        String author;
        try {
            author = comment.getUserName();
        } catch (NullPointerException accountIsGone) {
            return false;
        }
        String own = self();
        return own.isEmpty() ? author.toLowerCase(Locale.ROOT).endsWith(WriteAccess.BOT) : author.equalsIgnoreCase(own);
    }

    /** The login; empty for an App, which GitHub does not tell who it is. */
    private String self() throws IOException {
        if (self == null) {
            try {
                self = login(github.getMyself());
            } catch (IOException e) {
                HostException sorted = ErrorClassifier.sort(e, "find out who owns the token", clock.instant());
                if (sorted.kind() != HostException.Kind.FORBIDDEN
                        || !sorted.getMessage().contains("by integration")) {
                    throw sorted;
                }
                self = ""; // an App has no user, in GitHub's words: "Resource not accessible by integration"
            }
        }
        return self;
    }

    private GHRepository repository() throws IOException {
        if (repository == null) {
            GHRepository found = github.getRepository(name.toString());
            given(found.getOwnerName(), "owner");
            given(found.getName(), "name");
            repository = found;
        }
        return repository;
    }

    private <T> T ask(String what, Question<T> question) throws HostException {
        try {
            return given(question.ask(), "the answer");
        } catch (IOException | GHException e) {
            throw ErrorClassifier.sort(e, what, clock.instant());
        } catch (NullPointerException | UnsupportedOperationException | ClassCastException e) {
            // What the library does with answers that are not what they should be.
            throw ErrorClassifier.sort(
                    new IOException("unexpected answer: " + e.getMessage(), e), what, clock.instant());
        }
    }

    static <T> T given(T value, String what) throws IOException {
        if (value == null) {
            throw new IOException("unexpected answer: it lacks " + what);
        }
        return value;
    }

    private static String login(GHUser user) throws IOException {
        return user == null ? WriteAccess.GHOST : given(user.getLogin(), "a login");
    }

    /** GitHub may keep line ends in its own way. */
    private static String normal(String body) {
        return body.replace("\r\n", "\n").stripTrailing();
    }
}
