package io.jenkins.plugins.mergeability.github;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The responses of a {@link FakeGithub} to GET requests about its git repository. */
final class GithubAnswers {

    static final String REPOSITORY = "/repos/acme/shop";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FakeGithub github;
    private final GithubExamples examples;
    private final Map<String, List<String>> changes = new ConcurrentHashMap<>();
    private final List<Route> routes = List.of(
            route("/?", (path, query) -> root()),
            route("/users/([^/]+)", (path, query) -> profile(path.group(1))),
            route("/repos/([^/]+)/shop", (path, query) -> fullRepository(path.group(1))),
            route(REPOSITORY + "/branches", (path, query) -> branches()),
            route(REPOSITORY + "/rules/branches/(.+)", (path, query) -> JSON.createArrayNode()),
            route(REPOSITORY + "/branches/(.+)", (path, query) -> branch(path.group(1))),
            route(REPOSITORY + "/collaborators/([^/]+)/permission", (path, query) -> permission(path.group(1))),
            route(REPOSITORY + "/collaborators", (path, query) -> collaborators()),
            route(REPOSITORY + "/pulls", (path, query) -> pulls()),
            route("/orgs/acme", (path, query) -> organization()),
            route("/orgs/acme/teams/([^/]+)/members", (path, query) -> members(path.group(1))),
            route(REPOSITORY + "/pulls/([0-9]+)/files", (path, query) -> files(Integer.parseInt(path.group(1)))),
            route(REPOSITORY + "/pulls/([0-9]+)", (path, query) -> pull(Integer.parseInt(path.group(1)))),
            route(REPOSITORY + "/commits/([0-9a-f]+)/pulls", (path, query) -> pullsWith(path.group(1))),
            route(REPOSITORY + "/commits/(.+)", (path, query) -> commit(path.group(1))),
            route(REPOSITORY + "/git/matching-refs/(.*)", (path, query) -> refs(path.group(1))),
            route(REPOSITORY + "/git/refs?/(.+)", (path, query) -> ref(path.group(1))),
            route(REPOSITORY + "/git/trees/(.+)", (path, query) -> tree(path.group(1))),
            route(REPOSITORY + "/compare/(.+)\\.\\.\\.(.+)", (path, query) -> compare(path.group(1), path.group(2))),
            route(REPOSITORY + "/contents/(.*)", (path, query) -> contents(path.group(1), query)));

    GithubAnswers(FakeGithub github, GithubExamples examples) {
        this.github = github;
        this.examples = examples;
    }

    /** The response; empty for what does not exist. */
    Optional<JsonNode> to(String path, String query) throws IOException, InterruptedException {
        for (Route route : routes) {
            Matcher matcher = route.path().matcher(path);
            if (matcher.matches()) {
                return Optional.ofNullable(route.answer().to(matcher, query));
            }
        }
        return Optional.empty();
    }

    /** The content of the blob with this path. */
    byte[] blob(String path) throws IOException, InterruptedException {
        return git("cat-file", "blob", path.substring(path.lastIndexOf('/') + 1))
                .getBytes(UTF_8);
    }

    private ObjectNode root() {
        return examples.object("root");
    }

    private ObjectNode profile(String login) {
        return examples.user("public-user-default-response", login);
    }

    private ObjectNode fullRepository(String owner) {
        return examples.fullRepository(owner);
    }

    private ArrayNode collaborators() {
        return JSON.createArrayNode().add(examples.user("collaborator-items", "acme"));
    }

    private ObjectNode organization() {
        return examples.object("organization-full")
                .put("login", "acme")
                .put("id", GithubExamples.id("acme"))
                .put("archived_at", "2026-11-22T12:00:00Z")
                .put("updated_at", "2026-11-22T12:00:00Z");
    }

    private ObjectNode permission(String login) {
        ObjectNode answer =
                examples.object("repository-collaborator-permission-response-if-user-has-admin-permissions");
        answer.put("permission", permissionOf(login));
        ((ObjectNode) answer.get("user")).put("login", login).put("role_name", permissionOf(login));
        return answer;
    }

    private String permissionOf(String login) {
        return login.equals("acme") ? "admin" : github.conversation().mayWrite(login) ? "write" : "read";
    }

    private ArrayNode branches() throws IOException, InterruptedException {
        ArrayNode answer = JSON.createArrayNode();
        for (Map.Entry<String, String> entry : heads().entrySet()) {
            String name = entry.getKey();
            if (github.pulls().stream()
                    .noneMatch(
                            pull -> pull.branch().equals(name) && !pull.author().equals("acme"))) {
                ObjectNode branch = examples.item("short-branch-with-protection-items")
                        .put("name", name)
                        .put("protected", false);
                branch.remove("protection");
                ((ObjectNode) branch.get("commit")).put("sha", entry.getValue());
                answer.add(branch);
            }
        }
        return answer;
    }

    private ObjectNode branch(String name) throws InterruptedException {
        Optional<String> commit = github.commit("refs/heads/" + name);
        if (commit.isEmpty()) {
            return null;
        }
        ObjectNode answer = examples.object("branch-get").put("name", name);
        ((ObjectNode) answer.get("commit")).put("sha", commit.get());
        return answer;
    }

    private ArrayNode pulls() throws IOException, InterruptedException {
        ArrayNode answer = JSON.createArrayNode();
        for (FakePull pull : github.pulls()) {
            if (github.conversation().isOpen(pull.number())) {
                answer.add(described(examples.item("pull-request-simple-items"), pull));
            }
        }
        return answer;
    }

    /** All pull requests that have a commit. */
    private ArrayNode pullsWith(String commit) throws IOException, InterruptedException {
        ArrayNode answer = JSON.createArrayNode();
        for (FakePull pull : github.pulls()) {
            String head = github.commit(pull.headRef()).orElseThrow();
            if (isAncestor(commit, head) || github.conversation().isMerged(pull.number(), commit)) {
                answer.add(described(examples.item("pull-request-simple-items"), pull));
            }
        }
        return answer;
    }

    private boolean isAncestor(String commit, String of) throws IOException, InterruptedException {
        return git("merge-base", commit, of).strip().equals(commit);
    }

    private ObjectNode pull(int number) throws IOException, InterruptedException {
        Optional<FakePull> found = github.pull(number);
        if (found.isEmpty()) {
            return null;
        }
        FakePull pull = found.get();
        ObjectNode answer = described(examples.object("pull-request"), pull)
                .put("mergeable", github.commit(pull.mergeRef()).isPresent())
                .put("mergeable_state", github.commit(pull.mergeRef()).isPresent() ? "clean" : "dirty");
        github.conversation().fillMergeable(number, answer);
        answer.put(
                "changed_files",
                changed(answer.at("/base/sha").asText(), answer.at("/head/sha").asText())
                        .size());
        return answer;
    }

    /** Fills in what lists of pull requests have, too. */
    private ObjectNode described(ObjectNode answer, FakePull pull) throws InterruptedException {
        int number = pull.number();
        answer.put("id", number)
                .put("number", number)
                .put("url", github.apiUri() + REPOSITORY + "/pulls/" + number)
                .put("title", "Pull request " + number)
                .put("html_url", "http://localhost/acme/shop/pull/" + number)
                .put("merge_commit_sha", github.commit(pull.mergeRef()).orElse(null));
        answer.putArray("requested_teams");
        github.conversation().fill(number, answer);
        answer.set("user", examples.user(pull.author()));
        answer.set("base", end("acme", pull.target(), "refs/heads/" + pull.target()));
        answer.set("head", end(pull.author(), pull.branch(), pull.headRef()));
        return answer;
    }

    private ArrayNode files(int number) throws IOException, InterruptedException {
        FakePull pull = github.pull(number).orElseThrow();
        String head = github.commit(pull.headRef()).orElseThrow();
        ArrayNode answer = JSON.createArrayNode();
        for (String path : changed(github.commit("refs/heads/" + pull.target()).orElseThrow(), head)) {
            answer.add(examples.item("diff-entry-items")
                    .put("filename", path)
                    .put("status", "modified")
                    .put("contents_url", github.apiUri() + REPOSITORY + "/contents/" + path + "?ref=" + head));
        }
        return answer;
    }

    private List<String> changed(String base, String head) throws IOException, InterruptedException {
        List<String> known = changes.get(base + head);
        if (known == null) {
            known = git("diff", "--name-only", "--no-renames", base + "..." + head)
                    .lines()
                    .toList();
            changes.put(base + head, known);
        }
        return known;
    }

    private ArrayNode members(String team) {
        return github.conversation()
                .team(team)
                .map(logins -> {
                    ArrayNode answer = JSON.createArrayNode();
                    logins.forEach(login -> answer.add(examples.user("team-member-items", login)));
                    return answer;
                })
                .orElse(null);
    }

    private ObjectNode end(String owner, String branch, String ref) throws InterruptedException {
        JsonNode example = examples.object("pull-request").get("base");
        ObjectNode answer = ((ObjectNode) example)
                .put("label", owner + ":" + branch)
                .put("ref", branch)
                .put("sha", github.commit(ref).orElseThrow());
        answer.set("user", examples.user(owner));
        answer.set("repo", examples.repository(owner));
        return answer;
    }

    private ObjectNode commit(String name) throws IOException, InterruptedException {
        Optional<String> commit = github.commit(name);
        if (commit.isEmpty()) {
            return null;
        }
        ObjectNode answer = examples.object("commit").put("sha", commit.get()).put("url", commitUrl(commit.get()));
        ((ObjectNode) answer.at("/commit/tree"))
                .put("sha", git("rev-parse", commit.get() + "^{tree}").strip());
        answer.putArray("files");
        ArrayNode parents = answer.putArray("parents");
        for (String parent : git("rev-parse", commit.get() + "^@").lines().toList()) {
            parents.addObject().put("sha", parent).put("url", commitUrl(parent));
        }
        return answer;
    }

    private String commitUrl(String commit) {
        return github.apiUri() + REPOSITORY + "/commits/" + commit;
    }

    private ObjectNode ref(String name) throws InterruptedException {
        Optional<String> commit = github.commit("refs/" + name);
        if (commit.isEmpty()) {
            return null;
        }
        ObjectNode answer = examples.object("git-ref").put("ref", "refs/" + name);
        ((ObjectNode) answer.get("object")).put("type", "commit").put("sha", commit.get());
        return answer;
    }

    private ArrayNode refs(String prefix) throws IOException, InterruptedException {
        ArrayNode answer = JSON.createArrayNode();
        heads().forEach((name, commit) -> {
            if (("heads/" + name).startsWith(prefix)) {
                ObjectNode ref = examples.item("git-ref-items").put("ref", "refs/heads/" + name);
                ((ObjectNode) ref.get("object")).put("type", "commit").put("sha", commit);
                answer.add(ref);
            }
        });
        return answer;
    }

    /** The branches with their heads, read at once: tests remove branches meanwhile. */
    private Map<String, String> heads() throws IOException, InterruptedException {
        Map<String, String> heads = new TreeMap<>();
        git("for-each-ref", "--format=%(objectname) %(refname:strip=2)", "refs/heads")
                .lines()
                .forEach(line -> heads.put(line.replaceFirst("[^ ]* ", ""), line.replaceFirst(" .*", "")));
        return heads;
    }

    private ObjectNode tree(String name) throws IOException, InterruptedException {
        ObjectNode answer = examples.object("git-tree-default-response")
                .put("sha", git("rev-parse", name + "^{tree}").strip())
                .put("truncated", false);
        ArrayNode tree = answer.putArray("tree");
        for (String line : git("ls-tree", "-r", "-t", "-z", "--full-tree", name).split("\0")) {
            String[] fields = line.split("[ \t]", 4);
            tree.addObject()
                    .put("path", fields[3])
                    .put("mode", fields[0])
                    .put("type", fields[1])
                    .put("sha", fields[2]);
        }
        return answer;
    }

    private ObjectNode compare(String base, String head) throws IOException, InterruptedException {
        if (github.commit(base).isEmpty() || github.commit(head).isEmpty()) {
            return null;
        }
        String status = github.commit(base).equals(github.commit(head))
                ? "identical"
                : isAncestor(github.commit(base).get(), head)
                        ? "ahead"
                        : isAncestor(github.commit(head).get(), base) ? "behind" : "diverged";
        ObjectNode answer =
                examples.object("commit-comparison").put("status", status).put("total_commits", 1);
        answer.set("base_commit", commit(base));
        answer.set("merge_base_commit", commit(git("merge-base", base, head).strip()));
        answer.putArray("commits").add(commit(head));
        answer.putArray("files");
        return answer;
    }

    private JsonNode contents(String path, String query) throws IOException, InterruptedException {
        Matcher ref = Pattern.compile("(?:^|.*&)ref=([^&]*).*").matcher(query);
        String commit = github.commit(ref.matches() ? ref.group(1) : "main").orElseThrow();
        String clean = path.replaceAll("^/|/$", "");
        String type = clean.isEmpty() ? "tree" : type(commit + ":" + clean);
        if (!type.equals("tree")) {
            return type.isEmpty() ? null : content(commit, clean);
        }
        ArrayNode answer = JSON.createArrayNode();
        for (String name :
                git("ls-tree", "--name-only", commit + ":" + clean).lines().toList()) {
            answer.add(content(commit, clean.isEmpty() ? name : clean + "/" + name));
        }
        return answer;
    }

    private ObjectNode content(String commit, String path) throws IOException, InterruptedException {
        String object = commit + ":" + path;
        boolean directory = type(object).equals("tree");
        ObjectNode answer = directory
                ? examples.item("content-file-response-if-content-is-a-directory")
                : examples.object("content-file-response-if-content-is-a-file");
        answer.put("type", directory ? "dir" : "file")
                .put("name", path.substring(path.lastIndexOf('/') + 1))
                .put("path", path)
                .put("sha", git("rev-parse", object).strip());
        if (!directory) {
            byte[] bytes = git("cat-file", "blob", object).getBytes(UTF_8);
            answer.put("size", bytes.length).put("encoding", "base64");
            answer.put("content", Base64.getEncoder().encodeToString(bytes));
        }
        return answer;
    }

    private String type(String object) throws InterruptedException {
        try {
            return git("cat-file", "-t", object).strip();
        } catch (IOException notThere) {
            return "";
        }
    }

    private String git(String... arguments) throws IOException, InterruptedException {
        return github.repository().git(arguments);
    }

    private static Route route(String path, Answer answer) {
        return new Route(Pattern.compile(path), answer);
    }

    /** The response to requests of a path. */
    private record Route(Pattern path, Answer answer) {}

    /** Makes a response; null for what does not exist. */
    @FunctionalInterface
    private interface Answer {
        JsonNode to(Matcher path, String query) throws IOException, InterruptedException;
    }
}
