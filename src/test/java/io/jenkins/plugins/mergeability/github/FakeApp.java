package io.jenkins.plugins.mergeability.github;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A GitHub App at a {@link FakeGithub}, installed by acme. Its tokens expire and can be revoked. */
public final class FakeApp {

    /**
     * A response.
     *
     * @param fault whether a test makes the request fail, so that the response need not be described
     */
    record Answer(int code, JsonNode body, boolean fault) {

        Answer(int code, JsonNode body) {
            this(code, body, false);
        }
    }

    /** An accepted request and its token. */
    public record Use(String request, String token) {}

    static final int ID = 42;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final GithubExamples examples;
    private final KeyPair keys;
    private final List<Use> uses = new ArrayList<>();
    private int issued;
    private final Map<String, Instant> valid = new HashMap<>();
    private boolean installed = true;
    private int failing;
    private String revokeAt = "";
    private Duration lifetime = Duration.ofHours(1);

    FakeApp(GithubExamples examples) throws GeneralSecurityException {
        this.examples = examples;
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
    }

    /** The private key in the PKCS#8 form that Jenkins requires. */
    public String privateKey() {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(keys.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    /** The number of issued tokens. */
    public synchronized int issued() {
        return issued;
    }

    /** The accepted requests. */
    public synchronized List<Use> uses() {
        return List.copyOf(uses);
    }

    /** Revokes all tokens at the next request with this prefix. */
    public synchronized void revokeAt(String prefix) {
        revokeAt = prefix;
    }

    /** Sets the lifetime of new tokens. */
    public synchronized void lifetime(Duration time) {
        lifetime = time;
    }

    /** Installs or uninstalls the App. */
    public synchronized void installed(boolean is) {
        installed = is;
    }

    /** Lets requests of the App itself fail with this status; 0 ends that. */
    public synchronized void fail(int code) {
        failing = code;
    }

    /** The response to a rejected request or one of the App itself; empty for an accepted request. */
    synchronized Optional<Answer> answer(String request, String path, String authorization) {
        if (path.equals("/app") || path.startsWith("/app/")) {
            return Optional.of(
                    isOurs(authorization) ? self(path) : refusal(401, "A JSON web token could not be decoded"));
        }
        if (!revokeAt.isEmpty() && request.startsWith(revokeAt)) {
            revokeAt = "";
            valid.clear();
        }
        String token = authorization == null ? "" : authorization.replaceFirst("^(token|Bearer) ", "");
        if (!Instant.now().isBefore(valid.getOrDefault(token, Instant.MIN))) {
            return path.isEmpty() || path.equals("/") ? Optional.empty() : Optional.of(refusal(401, "Bad credentials"));
        }
        if (path.equals("/user")) {
            return Optional.of(refusal(403, "Resource not accessible by integration"));
        }
        uses.add(new Use(request, token));
        return Optional.empty();
    }

    private Answer self(String path) {
        if (failing != 0) {
            return new Answer(failing, refusal(failing, "No").body(), true);
        }
        if (path.equals("/app")) {
            return new Answer(
                    200,
                    examples.object("integration")
                            .put("id", ID)
                            .put("slug", "shop-ci")
                            .put("name", "shop-ci"));
        }
        ObjectNode installation = examples.item("base-installation-items")
                .put("id", 1)
                .put("app_id", ID)
                .put("target_type", "Organization");
        // The description requires the fields of an enterprise, too, although any account is meant.
        installation.set(
                "account",
                examples.user("acme")
                        .put("type", "Organization")
                        .put("name", "acme")
                        .put("slug", "acme")
                        .putNull("created_at")
                        .putNull("updated_at"));
        installation.putObject("permissions").put("statuses", "write").put("pull_requests", "write");
        if (path.equals("/app/installations")) {
            return new Answer(200, installed ? JSON.createArrayNode().add(installation) : JSON.createArrayNode());
        }
        String token = "ghs_" + ++issued;
        Instant end = Instant.now().plus(lifetime);
        valid.put(token, end);
        return new Answer(
                201,
                examples.object("installation-token")
                        .put("token", token)
                        .put("expires_at", end.truncatedTo(ChronoUnit.SECONDS).toString()));
    }

    private static Answer refusal(int code, String message) {
        return new Answer(code, JSON.createObjectNode().put("message", message));
    }

    /** Whether the private key of the App has signed a token. */
    private boolean isOurs(String authorization) {
        if (authorization == null || !authorization.startsWith("Bearer ")) {
            return false;
        }
        String token = authorization.substring("Bearer ".length());
        int end = token.lastIndexOf('.');
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(keys.getPublic());
            signature.update(token.substring(0, end).getBytes(US_ASCII));
            return signature.verify(Base64.getUrlDecoder().decode(token.substring(end + 1)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
