package io.jenkins.plugins.mergeability.engine.github;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mergeability.engine.github.FakeGithub.Answer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The changed files of the pull request of a {@link FakeState}, the files of its target branch, and the teams of {@code
 * acme}.
 */
public final class FakeOwners {

    private static final String SHOP = "/repos/acme/shop";
    private static final Pattern CONTENTS = Pattern.compile(SHOP + "/contents/(.+)");
    private static final Pattern BLOB = Pattern.compile(SHOP + "/git/blobs/(.+)");
    private static final Pattern MEMBERS = Pattern.compile("/orgs/acme/teams/([^/]+)/members");

    /** GitHub leaves out the content of larger files. */
    private static final int LARGE = 1024 * 1024;

    private final OpenApi description;
    private final Map<String, String> files = new TreeMap<>();
    private final Map<String, List<String>> teams = new LinkedHashMap<>();
    private final Map<String, String> changed = new LinkedHashMap<>();
    private final Map<String, String> types = new HashMap<>();
    private int unlisted;
    private String listedFor;

    FakeOwners(OpenApi description) {
        this.description = description;
    }

    /** Writes a file of the target branch; null removes it. */
    public synchronized FakeOwners file(String path, String text) {
        if (text == null) {
            files.remove(path);
        } else {
            files.put(path, text);
        }
        return this;
    }

    /** Sets the type of a path, such as a symbolic link. */
    public synchronized FakeOwners type(String path, String type) {
        types.put(path, type);
        return this;
    }

    /** Adds changed files to the pull request. */
    public synchronized FakeOwners changed(String... paths) {
        for (String path : paths) {
            changed.put(path, "");
        }
        return this;
    }

    /** Adds a renamed file to the pull request. */
    public synchronized FakeOwners renamed(String from, String to) {
        changed.put(to, from);
        return this;
    }

    /** Sets how many more files are changed than GitHub lists. */
    public synchronized FakeOwners unlisted(int count) {
        unlisted = count;
        return this;
    }

    /** Lists the changed files of another commit, as after a push between two requests. */
    public synchronized FakeOwners listedFor(String commit) {
        listedFor = commit;
        return this;
    }

    /** Sets the members of a team; without members the team is not visible. */
    public synchronized FakeOwners team(String slug, String... members) {
        if (members.length == 0) {
            teams.remove(slug);
        } else {
            teams.put(slug, List.of(members));
        }
        return this;
    }

    synchronized int count() {
        return changed.size() + unlisted;
    }

    synchronized Optional<Answer> answer(String path, Map<String, String> query, String here, JsonNode pull) {
        JsonNode base = pull.get("base");
        Matcher contents = CONTENTS.matcher(path);
        Matcher blob = BLOB.matcher(path);
        Matcher members = MEMBERS.matcher(path);
        if (path.equals(SHOP + "/branches/" + base.get("ref").asText())) {
            ObjectNode answer = (ObjectNode) description.example("branch-get");
            answer.put("name", base.get("ref").asText());
            ((ObjectNode) answer.get("commit")).put("sha", base.get("sha").asText());
            return Optional.of(FakeState.found(answer));
        } else if (path.equals(SHOP + "/pulls/7/files")) {
            String head = listedFor == null ? pull.get("head").get("sha").asText() : listedFor;
            Map<String, String> headers = new LinkedHashMap<>();
            return Optional.of(FakeState.paged(listed(head), query, here, headers));
        } else if (contents.matches()) {
            boolean known = base.get("sha").asText().equals(query.get("ref")) && files.containsKey(contents.group(1));
            return known ? Optional.of(FakeState.found(content(contents.group(1)))) : Optional.empty();
        } else if (blob.matches()) {
            String text = files.get(new String(Base64.getUrlDecoder().decode(blob.group(1)), UTF_8));
            ObjectNode answer = (ObjectNode) description.example("blob");
            answer.put("encoding", "base64").put("content", encoded(text)).put("size", text.length());
            return Optional.of(FakeState.found(answer));
        } else if (members.matches() && teams.containsKey(members.group(1))) {
            return Optional.of(FakeState.paged(members(members.group(1)), query, here, new LinkedHashMap<>()));
        }
        return Optional.empty();
    }

    private List<ObjectNode> members(String slug) {
        List<ObjectNode> members = new ArrayList<>();
        for (String login : teams.get(slug)) {
            ObjectNode member =
                    (ObjectNode) description.example("team-member-items").get(0);
            members.add(member.put("login", login).put("id", login.hashCode() & 0xffff));
        }
        return members;
    }

    private List<ObjectNode> listed(String head) {
        List<ObjectNode> listed = new ArrayList<>();
        changed.forEach((path, before) -> {
            ObjectNode file =
                    (ObjectNode) description.example("diff-entry-items").get(0);
            file.put("filename", path).put("status", before.isEmpty() ? "modified" : "renamed");
            file.put("contents_url", "https://api.github.com" + SHOP + "/contents/x?ref=" + head);
            listed.add(before.isEmpty() ? file : file.put("previous_filename", before));
        });
        return listed;
    }

    private ObjectNode content(String path) {
        String text = files.get(path);
        ObjectNode answer = (ObjectNode) description.example("content-file-response-if-content-is-a-file");
        answer.put("name", path).put("path", path).put("size", text.length());
        answer.put("sha", Base64.getUrlEncoder().withoutPadding().encodeToString(path.getBytes(UTF_8)));
        boolean large = text.length() > LARGE;
        answer.put("encoding", large ? "none" : "base64").put("content", large ? "" : encoded(text));
        if (types.containsKey(path)) {
            answer.put("type", types.get(path)).put("target", "elsewhere");
        }
        return answer;
    }

    private static String encoded(String text) {
        return Base64.getMimeEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
