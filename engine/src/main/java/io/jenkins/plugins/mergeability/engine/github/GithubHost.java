package io.jenkins.plugins.mergeability.engine.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mergeability.engine.verdict.MergeRules;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import org.kohsuke.github.GHCommitState;
import org.kohsuke.github.GHCommitStatus;
import org.kohsuke.github.GHException;
import org.kohsuke.github.GHIssueComment;
import org.kohsuke.github.GHPullRequest;
import org.kohsuke.github.GHRepository;
import org.kohsuke.github.GHUser;
import org.kohsuke.github.GitHub;
import org.kohsuke.github.HttpException;

/**
 * A repository at GitHub. Not safe for use by several threads. A pull request costs two requests, one more for each
 * reviewer whose permission is not kept, and one for the target branch where code owners matter.
 */
public final class GithubHost implements CodeHost {

    /** The maximum at GitHub. */
    static final int PAGE_SIZE = 100;

    /** What GitHub accepts of a comment. */
    private static final int MAX_BODY_LENGTH = 65_536;

    /** The App that has made a comment. */
    private static final String BY_APP = "performed_via_github_app";

    interface Request<T> {
        T send() throws IOException;
    }

    private final GitHub github;
    private final RepositoryName name;
    private final OptionalLong app;
    private final Clock clock;
    private final RestApi api;
    private final PullRequestReader pulls;
    private final MergeGroupReader groups;
    private final RequiredChecksReader requiredChecks;
    private final CommentReader comments;
    private GHRepository repository;
    private GHPullRequest lastPull;
    private String ownLogin;

    /**
     * A repository, over a connection of the caller.
     *
     * @param github its handlers for rate limits have to fail instead of waiting
     * @param api reads with the same credentials
     * @param owned what is known of code owners with the same credentials
     * @param app the ID of the GitHub App whose credentials they are, if it is known
     */
    public GithubHost(GitHub github, RestApi api, RepositoryName name, OwnedPaths owned, OptionalLong app) {
        this(github, api, name, owned, app, Clock.systemUTC());
    }

    GithubHost(GitHub github, RestApi api, RepositoryName name, OwnedPaths owned, OptionalLong app, Clock clock) {
        this.github = github;
        this.api = api;
        this.name = name;
        this.app = app;
        this.clock = clock;
        CodeOwners codeOwners = new CodeOwners(this::repository, api, name, owned, clock);
        this.pulls = new PullRequestReader(api, name, codeOwners, clock);
        this.groups = new MergeGroupReader(api, name);
        this.requiredChecks = new RequiredChecksReader(api, name);
        this.comments = new CommentReader(api, name, clock);
    }

    @Override
    public HostedPullRequest pullRequest(int number, MergeRules rules, Freshness freshness) throws HostException {
        return send("read pull request " + number + " of " + name, () -> pulls.read(number, rules, freshness));
    }

    @Override
    public void report(String commit, CommitStatus status) throws HostException {
        send("set the status of " + commit + " in " + name, () -> {
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
        return send("read the statuses of " + commit + " in " + name, () -> {
            for (GHCommitStatus set : repository().listCommitStatuses(commit).withPageSize(PAGE_SIZE)) { // newest first
                if (require(set.getContext(), "a context").equals(status.context())) {
                    return require(set.getState(), "a state")
                                    .name()
                                    .equals(status.verdict().state().name())
                            && status.verdict().description().equals(set.getDescription())
                            && status.target().orElse("").equals(set.getTargetUrl() == null ? "" : set.getTargetUrl());
                }
            }
            return false;
        });
    }

    /**
     * The parents of a commit, in their order; none for a commit that the host does not have.
     *
     * @throws HostException its kind says who can fix it
     */
    public List<String> parents(String commit) throws HostException {
        return send("read the commit " + commit + " of " + name, () -> {
            List<String> parents = new ArrayList<>();
            try {
                // The response contains changed files, page by page.
                JsonNode read =
                        api.object("/repos/" + name + "/commits/" + commit + "?per_page=1", Permissions.MAX_AGE);
                for (JsonNode parent : read.path("parents")) {
                    parents.add(RestApi.text(parent, "sha"));
                }
            } catch (HttpException e) {
                if (e.getResponseCode() != 404 && e.getResponseCode() != 422) {
                    throw e;
                }
            }
            return parents;
        });
    }

    /**
     * The merged pull requests by which a commit has come to the repository; none for a commit that the host does not have.
     *
     * @throws HostException its kind says who can fix it
     */
    public SortedSet<Integer> mergedWith(String commit) throws HostException {
        return send("read the pull requests of " + commit + " of " + name, () -> groups.mergedWith(commit));
    }

    /**
     * The contexts of the status checks that a pull request needs to be merged into a branch; empty if GitHub does not show
     * them to these credentials.
     *
     * @throws HostException its kind says who can fix it
     */
    public Optional<SortedSet<String>> requiredChecks(String branch) throws HostException {
        return send("read the rules of the branch " + branch + " of " + name, () -> requiredChecks.read(branch));
    }

    /**
     * The newest comment on a pull request that consists of a text and is by somebody with write access now.
     *
     * @param since when it was created at the earliest, to the second
     * @param after only comments with a higher number count
     * @throws HostException its kind says who can fix it
     */
    public Optional<WriterComment> commentOfWriter(int number, String text, Instant since, long after)
            throws HostException {
        return send(
                "read the comments on pull request " + number + " of " + name,
                () -> comments.newest(number, text, since, after));
    }

    @Override
    public MergeGroup mergeGroup(QueueBranch branch, boolean all) throws HostException {
        return send("read the branch " + branch.name() + " of " + name, () -> groups.read(branch, all));
    }

    @Override
    public void comment(int number, String context, CommentPart part, String text) throws HostException {
        if (text.length() > MAX_COMMENT_LENGTH) {
            throw new IllegalArgumentException("a comment of " + text.length() + " characters");
        }
        String marker = marker(context);
        String first = marker + "\n";
        send("comment on pull request " + number + " of " + name, () -> {
            if (lastPull == null || lastPull.getNumber() != number) {
                lastPull = repository().getPullRequest(number);
            }
            GHPullRequest pull = lastPull;
            List<GHIssueComment> marked = new ArrayList<>();
            for (GHIssueComment comment : pull.queryComments().list().withPageSize(PAGE_SIZE)) {
                if (comment.getBody() != null && comment.getBody().startsWith(marker) && isOwnComment(comment)) {
                    marked.add(comment);
                }
            }
            List<GHIssueComment> ownComments = ofApp(number, marked);
            if (ownComments.isEmpty()) {
                return part == CommentPart.VERDICT ? pull.comment(first + text) : pull;
            }
            GHIssueComment own = ownComments.get(0);
            String before = normalize(own.getBody());
            CommentBody body = CommentBody.parse(before.startsWith(first) ? before.substring(first.length()) : "");
            String after = first + body.with(part, text).text(MAX_BODY_LENGTH - first.length());
            if (!before.equals(normalize(after))) {
                own.update(after);
            }
            // A connection may have failed after GitHub had created the comment, so that a retry created another one.
            for (GHIssueComment duplicate : ownComments.subList(1, ownComments.size())) {
                duplicate.delete();
            }
            return own;
        });
    }

    /**
     * The invisible first line that identifies a comment. No context can close the HTML comment.
     *
     * @param context distinguishes it from others
     */
    static String marker(String context) {
        StringBuilder safe = new StringBuilder();
        for (int i = 0; i < context.length(); i++) {
            char c = context.charAt(i);
            boolean plain = c < 128 && Character.isLetterOrDigit(c) || c == '/' || c == '_' || c == '.';
            safe.append(plain ? String.valueOf(c) : "~" + Integer.toHexString(c) + "~");
        }
        return "<!-- mergeability: " + safe + " -->";
    }

    /**
     * Whether the user of the credentials wrote the comment. Others can write the marker too, and could edit a comment
     * that was updated for that reason.
     */
    @SuppressWarnings("deprecation") // the recommended method costs a request for each author
    private boolean isOwnComment(GHIssueComment comment) throws IOException {
        String author;
        try {
            author = comment.getUserName();
        } catch (NullPointerException accountIsGone) {
            return false;
        }
        String own = ownLogin();
        return own.isEmpty() ? author.toLowerCase(Locale.ROOT).endsWith(Permissions.BOT) : author.equalsIgnoreCase(own);
    }

    /**
     * The comments that the App of the credentials has made. Other Apps can write the marker, too. Comments of which GitHub
     * does not say the App count by their author.
     */
    private List<GHIssueComment> ofApp(int number, List<GHIssueComment> marked) throws IOException {
        if (app.isEmpty() || marked.isEmpty() || !ownLogin().isEmpty()) {
            return marked;
        }
        Set<Long> others = new HashSet<>();
        for (JsonNode comment : api.list("/repos/" + name + "/issues/" + number + "/comments")) {
            if (comment.has(BY_APP) && comment.path(BY_APP).path("id").asLong() != app.getAsLong()) {
                others.add(comment.path("id").asLong());
            }
        }
        return marked.stream()
                .filter(comment -> !others.contains(comment.getId()))
                .toList();
    }

    /** The login of the credentials; empty for a GitHub App, which cannot read its own user. */
    private String ownLogin() throws IOException {
        if (ownLogin == null) {
            try {
                ownLogin = login(github.getMyself());
            } catch (IOException e) {
                HostException classified = ErrorClassifier.classify(e, "read the user of the token", clock.instant());
                if (classified.kind() != HostException.Kind.FORBIDDEN
                        || !classified.getMessage().contains("by integration")) {
                    throw classified;
                }
                ownLogin = ""; // GitHub answers an App with "Resource not accessible by integration"
            }
        }
        return ownLogin;
    }

    private GHRepository repository() throws IOException {
        if (repository == null) {
            GHRepository found = github.getRepository(name.toString());
            require(found.getOwnerName(), "owner");
            require(found.getName(), "name");
            repository = found;
        }
        return repository;
    }

    private <T> T send(String what, Request<T> request) throws HostException {
        try {
            return require(request.send(), "the content");
        } catch (IOException | GHException e) {
            throw ErrorClassifier.classify(e, what, clock.instant());
        } catch (NullPointerException | UnsupportedOperationException | ClassCastException e) {
            // The library throws these on responses of an unexpected form.
            throw ErrorClassifier.classify(
                    new IOException("unexpected response: " + e.getMessage(), e), what, clock.instant());
        }
    }

    static <T> T require(T value, String what) throws IOException {
        if (value == null) {
            throw new IOException("unexpected response: " + what + " is missing");
        }
        return value;
    }

    private static String login(GHUser user) throws IOException {
        return user == null ? Permissions.GHOST : require(user.getLogin(), "a login");
    }

    /** GitHub may change line ends. */
    private static String normalize(String body) {
        return body.replace("\r\n", "\n").stripTrailing();
    }
}
