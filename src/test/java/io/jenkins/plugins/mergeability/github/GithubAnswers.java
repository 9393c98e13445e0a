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
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@link FakeGithub} answers to GET requests. */
final class GithubAnswers {

    static final String REPOSITORY = "/repos/acme/shop";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FakeGithub github;
    private final Map<String, List<String>> changes = new ConcurrentHashMap<>();
    private final List<Route> routes = List.of(
            route("/?", (path, query) -> JSON.createObjectNode().put("rate_limit_url", "http://localhost/rate_limit")),
            route("/users/([^/]+)", (path, query) -> user(path.group(1))),
            route("/repos/([^/]+)/shop", (path, query) -> repository(path.group(1))),
            route(REPOSITORY + "/branches", (path, query) -> branches()),
            route(REPOSITORY + "/branches/(.+)", (path, query) -> branch(path.group(1))),
            route(REPOSITORY + "/collaborators/([^/]+)/permission", (path, query) -> permission(path.group(1))),
            route(
                    REPOSITORY + "/collaborators",
                    (path, query) -> JSON.createArrayNode().add(user("acme"))),
            route(REPOSITORY + "/pulls", (path, query) -> pulls()),
            route("/orgs/acme", (path, query) -> user("acme").put("type", "Organization")),
            route("/orgs/acme/teams/([^/]+)", (path, query) -> team(path.group(1))),
            route("/organizations/[^/]+/team/([0-9]+)/members", (path, query) -> members(path.group(1))),
            route(REPOSITORY + "/pulls/([0-9]+)/files", (path, query) -> files(Integer.parseInt(path.group(1)))),
            route(REPOSITORY + "/pulls/([0-9]+)", (path, query) -> pull(Integer.parseInt(path.group(1)))),
            route(REPOSITORY + "/commits/(.+)", (path, query) -> commit(path.group(1))),
            route(REPOSITORY + "/git/refs?/(.+)", (path, query) -> ref(path.group(1))),
            route(REPOSITORY + "/git/trees/(.+)", (path, query) -> tree(path.group(1))),
            route(REPOSITORY + "/compare/(.+)\\.\\.\\.(.+)", (path, query) -> compare(path.group(1), path.group(2))),
            route(REPOSITORY + "/contents/(.*)", (path, query) -> contents(path.group(1), query)));

    GithubAnswers(FakeGithub github) {
        this.github = github;
    }

    /** The answer; nothing for what is not there. */
    Optional<JsonNode> to(String path, String query) throws IOException, InterruptedException {
        for (Route route : routes) {
            Matcher matcher = route.path().matcher(path);
            if (matcher.matches()) {
                return Optional.ofNullable(route.answer().to(matcher, query));
            }
        }
        return Optional.empty();
    }

    /** The content of the blob whose address this is. */
    byte[] blob(String path) throws IOException, InterruptedException {
        return git("cat-file", "blob", path.substring(path.lastIndexOf('/') + 1))
                .getBytes(UTF_8);
    }

    private ObjectNode user(String login) {
        return JSON.createObjectNode()
                .put("login", login)
                .put("id", login.hashCode())
                .put("type", "User");
    }

    private ObjectNode permission(String login) {
        ObjectNode answer = JSON.createObjectNode().put("permission", permissionOf(login));
        answer.set("user", user(login));
        return answer;
    }

    private String permissionOf(String login) {
        return login.equals("acme") ? "admin" : github.conversation().mayWrite(login) ? "write" : "read";
    }

    private ObjectNode repository(String owner) {
        ObjectNode answer = JSON.createObjectNode()
                .put("id", owner.hashCode())
                .put("name", "shop")
                .put("full_name", owner + "/shop")
                .put("html_url", "http://localhost/" + owner + "/shop")
                .put("url", github.apiUri() + "/repos/" + owner + "/shop")
                .put("default_branch", "main")
                .put("private", false)
                .put("fork", !owner.equals("acme"));
        answer.set("owner", user(owner));
        return answer;
    }

    private ArrayNode branches() throws IOException, InterruptedException {
        ArrayNode answer = JSON.createArrayNode();
        for (String name : git("for-each-ref", "--format=%(refname:strip=2)", "refs/heads")
                .lines()
                .toList()) {
            if (github.pulls().stream()
                    .noneMatch(
                            pull -> pull.branch().equals(name) && !pull.author().equals("acme"))) {
                answer.add(branch(name));
            }
        }
        return answer;
    }

    private ObjectNode branch(String name) throws InterruptedException {
        Optional<String> commit = github.commit("refs/heads/" + name);
        if (commit.isEmpty()) {
            return null;
        }
        ObjectNode answer = JSON.createObjectNode().put("name", name);
        answer.putObject("commit").put("sha", commit.get());
        return answer;
    }

    private ArrayNode pulls() throws IOException, InterruptedException {
        ArrayNode answer = JSON.createArrayNode();
        for (FakePull pull : github.pulls()) {
            if (github.conversation().isOpen(pull.number())) {
                answer.add(pull(pull.number()));
            }
        }
        return answer;
    }

    private ObjectNode pull(int number) throws IOException, InterruptedException {
        Optional<FakePull> found = github.pull(number);
        if (found.isEmpty()) {
            return null;
        }
        FakePull pull = found.get();
        Optional<String> merge = github.commit(pull.mergeRef());
        ObjectNode answer = JSON.createObjectNode()
                .put("id", number)
                .put("number", number)
                .put("state", "open")
                .put("title", "Pull request " + number)
                .put("html_url", "http://localhost/acme/shop/pull/" + number)
                .put("draft", false)
                .put("mergeable", merge.isPresent())
                .put("mergeable_state", merge.isPresent() ? "clean" : "dirty")
                .put("merge_commit_sha", merge.orElse(null));
        github.conversation().fill(number, answer);
        answer.set("user", user(pull.author()));
        answer.set("base", end("acme", pull.target(), "refs/heads/" + pull.target()));
        answer.set("head", end(pull.author(), pull.branch(), pull.headRef()));
        answer.put(
                "changed_files",
                changed(answer.at("/base/sha").asText(), answer.at("/head/sha").asText())
                        .size());
        return answer;
    }

    private ArrayNode files(int number) throws IOException, InterruptedException {
        FakePull pull = github.pull(number).orElseThrow();
        String head = github.commit(pull.headRef()).orElseThrow();
        ArrayNode answer = JSON.createArrayNode();
        for (String path : changed(github.commit("refs/heads/" + pull.target()).orElseThrow(), head)) {
            answer.addObject()
                    .put("filename", path)
                    .put("status", "modified")
                    .put("contents_url", github.apiUri() + REPOSITORY + "/contents/" + path + "?ref=" + head);
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

    private ObjectNode team(String name) {
        return github.conversation().team(name).isEmpty()
                ? null
                : JSON.createObjectNode().put("id", number(name)).put("slug", name);
    }

    private ArrayNode members(String number) {
        ArrayNode answer = JSON.createArrayNode();
        for (String name : List.of("air-team", "fire-team")) {
            if (number.equals("" + number(name))) {
                github.conversation().team(name).orElseThrow().forEach(login -> answer.add(user(login)));
            }
        }
        return answer;
    }

    private static int number(String team) {
        return team.hashCode() & 0xffff;
    }

    private ObjectNode end(String owner, String branch, String ref) throws InterruptedException {
        ObjectNode answer = JSON.createObjectNode()
                .put("label", owner + ":" + branch)
                .put("ref", branch)
                .put("sha", github.commit(ref).orElseThrow());
        answer.set("user", user(owner));
        answer.set("repo", repository(owner));
        return answer;
    }

    private ObjectNode commit(String name) throws IOException, InterruptedException {
        Optional<String> commit = github.commit(name);
        if (commit.isEmpty()) {
            return null;
        }
        ObjectNode answer = JSON.createObjectNode().put("sha", commit.get());
        answer.putObject("commit")
                .putObject("tree")
                .put("sha", git("rev-parse", commit.get() + "^{tree}").strip());
        ArrayNode parents = answer.putArray("parents");
        for (String parent : git("rev-parse", commit.get() + "^@").lines().toList()) {
            parents.addObject().put("sha", parent);
        }
        return answer;
    }

    private ObjectNode ref(String name) throws InterruptedException {
        Optional<String> commit = github.commit("refs/" + name);
        if (commit.isEmpty()) {
            return null;
        }
        ObjectNode answer = JSON.createObjectNode().put("ref", "refs/" + name);
        answer.putObject("object").put("type", "commit").put("sha", commit.get());
        return answer;
    }

    private ObjectNode tree(String name) throws IOException, InterruptedException {
        ObjectNode answer = JSON.createObjectNode().put("sha", name).put("truncated", false);
        ArrayNode tree = answer.putArray("tree");
        for (String line : git("ls-tree", "-r", "-t", "-z", "--full-tree", name).split("\0")) {
            String[] words = line.split("[ \t]", 4);
            tree.addObject()
                    .put("path", words[3])
                    .put("mode", words[0])
                    .put("type", words[1])
                    .put("sha", words[2]);
        }
        return answer;
    }

    private ObjectNode compare(String base, String head) throws IOException, InterruptedException {
        if (github.commit(base).isEmpty() || github.commit(head).isEmpty()) {
            return null;
        }
        ObjectNode answer = JSON.createObjectNode().put("status", "diverged").put("total_commits", 1);
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
        ObjectNode answer = JSON.createObjectNode()
                .put("type", type(object).equals("tree") ? "dir" : "file")
                .put("name", path.substring(path.lastIndexOf('/') + 1))
                .put("path", path)
                .put("sha", git("rev-parse", object).strip());
        if (type(object).equals("blob")) {
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

    /** What is answered to the requests of a path. */
    private record Route(Pattern path, Answer answer) {}

    /** An answer to a request, null if there is none. */
    @FunctionalInterface
    private interface Answer {
        JsonNode to(Matcher path, String query) throws IOException, InterruptedException;
    }
}
