package io.jenkins.plugins.mergeability.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mergeability.engine.github.OpenApi;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The examples of GitHub's OpenAPI description, moved to the repository {@code acme/shop} of a {@link FakeGithub}. */
final class GithubExamples {

    static final OpenApi DESCRIPTION = OpenApi.load();

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String api;

    /**
     * Creates the examples.
     *
     * @param api the URL of the API, which the links within responses lead to
     */
    GithubExamples(String api) {
        this.api = api;
    }

    /** An example of the description by its name. */
    ObjectNode object(String name) {
        return local(DESCRIPTION.example(name));
    }

    /** The first element of an example that is a list. */
    ObjectNode item(String name) {
        return local(DESCRIPTION.example(name).get(0));
    }

    /** A user as it appears within other objects. */
    ObjectNode user(String login) {
        JsonNode user = DESCRIPTION.example("pull-request").get("user");
        return identified(user, login);
    }

    /** A user or member of a list, from an example whose login is {@code octocat}. */
    ObjectNode user(String example, String login) {
        JsonNode found = DESCRIPTION.example(example);
        return identified(found.isArray() ? found.get(0) : found, login);
    }

    private ObjectNode identified(JsonNode example, String login) {
        String inUrls = login.replace("[", "%5B").replace("]", "%5D");
        return local(example, "octocat", inUrls)
                .put("login", login)
                .put("id", id(login))
                .put("type", login.endsWith("[bot]") ? "Bot" : "User");
    }

    /** A repository as it appears within a pull request. */
    ObjectNode repository(String owner) {
        return named(DESCRIPTION.example("pull-request").at("/base/repo"), owner);
    }

    /** A repository as it appears by itself. */
    ObjectNode fullRepository(String owner) {
        // Here, and where fields are added elsewhere, the example lacks what its schema requires.
        ObjectNode repository = named(DESCRIPTION.example("full-repository-default-response"), owner);
        repository.put("language", "Java");
        ((ObjectNode) repository.get("source")).put("language", "Java");
        return repository;
    }

    private ObjectNode named(JsonNode example, String owner) {
        ObjectNode repository = local(example, "acme/shop", owner + "/shop");
        repository
                .put("id", id(owner))
                .put("name", "shop")
                .put("html_url", "http://localhost/" + owner + "/shop")
                .put("default_branch", "main")
                .put("private", false)
                .put("fork", !owner.equals("acme"));
        repository.set("owner", user(owner));
        return repository;
    }

    static int id(String name) {
        return name.hashCode() & 0xffffff;
    }

    private ObjectNode local(JsonNode example) {
        return local(example, "", "");
    }

    private ObjectNode local(JsonNode example, String from, String to) {
        String text =
                example.toString().replace("octocat/Hello-World", "acme/shop").replace("https://api.github.com", api);
        try {
            return (ObjectNode) JSON.readTree(from.isEmpty() ? text : text.replace(from, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
