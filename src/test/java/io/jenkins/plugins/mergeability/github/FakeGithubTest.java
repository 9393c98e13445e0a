package io.jenkins.plugins.mergeability.github;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fake GitHub keeps to GitHub's description, and notices requests that do not. */
class FakeGithubTest {

    private static final String SHOP = "/repos/acme/shop";

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    private TestRepository repository;
    private FakeGithub github;
    private String head;

    @BeforeEach
    void start() throws Exception {
        repository = TestRepository.init(directory.resolve("repository"));
        repository.write("air/a", "1\n").write("README.md", "Hello\n").commit("first");
        repository.branch("topic").write("air/a", "2\n").commit("second");
        repository.checkout("main").write("fire/f", "1\n").commit("third");
        github = FakeGithub.with(repository);
        github.open(7, "acme", "topic", "main");
        github.open(8, "ann", "topic", "main");
        head = repository.git("rev-parse", "topic").strip();
    }

    @AfterEach
    void stop() {
        github.close();
    }

    @Test
    void shouldAnswerEveryRequestAsDescribed() throws Exception {
        send("POST", SHOP + "/statuses/" + head, "{\"state\": \"pending\", \"context\": \"ci\"}");
        send("POST", SHOP + "/issues/7/comments", "{\"body\": \"one\"}");
        github.conversation().label(7, "wip");
        github.conversation().review(7, "bob", "APPROVED", head);
        github.conversation().dismiss(7, github.conversation().review(7, "eve", "CHANGES_REQUESTED", head));
        github.conversation().team("air-team", "bob", "eve");
        github.conversation().close(8);
        github.conversation().unknown(7, 1);
        String tree = repository.git("rev-parse", "topic^{tree}").strip();
        for (String path : List.of(
                "/",
                "/user",
                "/users/ann",
                "/orgs/acme",
                "/orgs/acme/teams/air-team/members?per_page=100",
                SHOP,
                "/repos/ann/shop",
                SHOP + "/branches?per_page=100",
                SHOP + "/branches/topic",
                SHOP + "/collaborators",
                SHOP + "/collaborators/bob/permission",
                SHOP + "/collaborators/acme/permission",
                SHOP + "/pulls?state=open&per_page=100",
                SHOP + "/pulls/7",
                SHOP + "/pulls/7",
                SHOP + "/pulls/8",
                SHOP + "/pulls/7/files?per_page=100",
                SHOP + "/pulls/7/reviews?per_page=100",
                SHOP + "/commits/topic",
                SHOP + "/commits/" + head,
                SHOP + "/commits/refs/pull/7/merge",
                SHOP + "/git/refs/heads/topic",
                SHOP + "/git/ref/heads/topic",
                SHOP + "/git/trees/" + tree + "?recursive=1",
                SHOP + "/git/trees/" + head,
                SHOP + "/compare/main...topic",
                SHOP + "/contents/?ref=topic",
                SHOP + "/contents/air?ref=topic",
                SHOP + "/contents/air/a?ref=topic",
                SHOP + "/statuses/" + head,
                SHOP + "/issues/7/comments?per_page=100")) {
            assertThat(get(path)).as(path).isNotEmpty();
            assertThat(github.problems()).as(path).isEmpty();
        }
    }

    @Test
    void shouldWriteAsDescribed() throws Exception {
        send(
                "POST",
                SHOP + "/statuses/" + head,
                "{\"state\": \"pending\", \"context\": \"ci\", \"description\": \"x\"}");
        assertThat(get(SHOP + "/statuses/" + head).at("/0/state").asText()).isEqualTo("pending");

        String comment = json(send("POST", SHOP + "/issues/7/comments", "{\"body\": \"one\"}"))
                .get("id")
                .asText();
        send("PATCH", SHOP + "/issues/comments/" + comment, "{\"body\": \"two\"}");
        assertThat(get(SHOP + "/issues/7/comments").at("/0/body").asText()).isEqualTo("two");
        assertThat(send("DELETE", SHOP + "/issues/comments/" + comment, null).statusCode())
                .isEqualTo(204);

        String run = json(send("POST", SHOP + "/check-runs", "{\"name\": \"ci\", \"head_sha\": \"" + head + "\"}"))
                .get("id")
                .asText();
        JsonNode updated = json(send(
                "PATCH",
                SHOP + "/check-runs/" + run,
                "{\"status\": \"completed\", \"conclusion\": \"success\","
                        + " \"output\": {\"title\": \"x\", \"summary\": \"y\"}}"));
        assertThat(updated.at("/output/summary").asText()).isEqualTo("y");
        assertThat(github.problems()).isEmpty();
    }

    @Test
    void shouldAnswerUnknownObjectsAsDescribed() throws Exception {
        for (String path : List.of(
                "/orgs/acme/teams/no-team/members",
                "/rate_limit",
                SHOP + "/branches/none",
                SHOP + "/pulls/99",
                SHOP + "/commits/none",
                SHOP + "/git/ref/heads/none",
                SHOP + "/compare/none...topic",
                SHOP + "/contents/none?ref=topic")) {
            assertThat(send("GET", path, null).statusCode()).as(path).isEqualTo(404);
            assertThat(github.problems()).as(path).isEmpty();
        }
    }

    @Test
    void shouldIssueTokensOfAnAppAsDescribed() throws Exception {
        FakeApp app = github.app();
        assertThat(send("GET", "/user", null).statusCode()).isEqualTo(401);
        assertThat(send("GET", "/app", null).statusCode()).isEqualTo(401);
        assertThat(app.uses()).isEmpty();

        String token = AppToken.sign(app.privateKey());
        assertThat(get("/app", token).get("slug").asText()).isEqualTo("shop-ci");
        assertThat(get("/app/installations", token)).hasSize(1);
        String issued = json(send("POST", "/app/installations/1/access_tokens", "{}", token))
                .get("token")
                .asText();
        assertThat(get(SHOP, "token " + issued)).isNotEmpty();
        app.fail(502);
        assertThat(send("GET", "/app", null, token).statusCode()).isEqualTo(502);
        String comments = SHOP + "/issues/7/comments";
        JsonNode comment = json(send("POST", comments, "{\"body\": \"one\"}", "token " + issued));
        assertThat(comment.at("/user/login").asText()).isEqualTo("shop-ci[bot]");
        assertThat(github.problems()).isEmpty();
    }

    @Test
    void shouldFailOnRequestsThatAreNotDescribed() throws Exception {
        FakeGithub strict = FakeGithub.with(repository);
        String api = strict.apiUri() + SHOP;
        for (HttpRequest.Builder request : List.of(
                HttpRequest.newBuilder(URI.create(api + "/pulls?state=ajar")),
                HttpRequest.newBuilder(URI.create(api + "/pulls?per_page=many")),
                HttpRequest.newBuilder(URI.create(api + "/pulls?order=7")),
                HttpRequest.newBuilder(URI.create(api + "/nonsense")),
                post(api + "/statuses/" + head, "{\"state\": \"green\"}"),
                post(api + "/statuses/" + head, "{\"state\": \"success\", \"tint\": \"green\"}"),
                post(api + "/check-runs", "{\"name\": \"ci\"}"),
                post(api + "/check-runs", "{\"name\": \"ci\", \"head_sha\": \"x\", \"status\": \"completed\"}"))) {
            int before = strict.problems().size();
            client.send(request.build(), HttpResponse.BodyHandlers.discarding());
            assertThat(strict.problems()).hasSizeGreaterThan(before);
        }
        assertThatThrownBy(strict::close)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("state=ajar")
                .hasMessageContaining("field tint in the body")
                .hasMessageContaining("GET /nonsense is not an operation");
    }

    @Test
    void shouldFailOnResponsesThatAreNotDescribed() throws Exception {
        FakeGithub strict = FakeGithub.with(repository);
        strict.change("/commits/", commit -> commit.remove("parents"));
        client.send(
                HttpRequest.newBuilder(URI.create(strict.apiUri() + SHOP + "/commits/main"))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        assertThatThrownBy(strict::close)
                .hasMessageContaining("GET /commits/main response: ")
                .hasMessageContaining("parents");

        FakeGithub garbled = FakeGithub.with(repository);
        garbled.garble("/commits/", "nonsense");
        garbled.fail("GET /branches/main", 500);
        for (String path : List.of("/commits/main", "/branches/main")) {
            client.send(
                    HttpRequest.newBuilder(URI.create(garbled.apiUri() + SHOP + path))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        }
        assertThatCode(garbled::close).as("faults on purpose").doesNotThrowAnyException();
    }

    private static HttpRequest.Builder post(String address, String body) {
        return HttpRequest.newBuilder(URI.create(address)).POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private JsonNode get(String path) throws Exception {
        return get(path, "token x");
    }

    private JsonNode get(String path, String authorization) throws Exception {
        HttpResponse<String> response = send("GET", path, null, authorization);
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        return json(response);
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return new ObjectMapper().readTree(response.body());
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return send(method, path, body, "token x");
    }

    private HttpResponse<String> send(String method, String path, String body, String authorization) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(github.apiUri() + path))
                .header("Authorization", authorization)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Signs the token by which a GitHub App authenticates. */
    private static final class AppToken {

        static String sign(String privateKey) throws Exception {
            String pem = privateKey.replaceAll("-----[A-Z ]+-----|\\s", "");
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem))));
            signature.update("head.claims".getBytes(US_ASCII));
            return "Bearer head.claims."
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        }
    }
}
