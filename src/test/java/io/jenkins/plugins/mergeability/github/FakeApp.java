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

/** An App at {@link FakeGithub} that acme has installed. A token holds for a while, and until it is revoked. */
public final class FakeApp {

    /** An answer, and its code. */
    record Answer(int code, JsonNode body) {}

    /** A request that was let in, and by which token. */
    public record Use(String request, String token) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private final KeyPair keys;
    private final List<Use> uses = new ArrayList<>();
    private int issued;
    private final Map<String, Instant> valid = new HashMap<>();
    private boolean installed = true;
    private int failing;
    private String last = "";
    private Duration lifetime = Duration.ofHours(1);

    FakeApp() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
    }

    /** The key as GitHub hands it out, but in the form that Jenkins wants. */
    public String privateKey() {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(keys.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    /** The number of tokens that were made. */
    public synchronized int issued() {
        return issued;
    }

    /** What was let in. */
    public synchronized List<Use> uses() {
        return List.copyOf(uses);
    }

    /** All tokens there are are refused from the next request on that starts so. */
    public synchronized void revokeAt(String start) {
        last = start;
    }

    /** Tokens that are made from now on hold for so long. */
    public synchronized void lifetime(Duration time) {
        lifetime = time;
    }

    /** Whether it is installed. */
    public synchronized void installed(boolean is) {
        installed = is;
    }

    /** Tokens are asked for in vain, and answered by this code; 0 mends it. */
    public synchronized void fail(int code) {
        failing = code;
    }

    /** The answer to who has to be refused, or asks for a token; nothing for who is let in. */
    synchronized Optional<Answer> answer(String request, String path, String authorization) {
        if (path.equals("/app") || path.startsWith("/app/")) {
            return Optional.of(
                    isOurs(authorization) ? self(path) : refusal(401, "A JSON web token could not be decoded"));
        }
        if (!last.isEmpty() && request.startsWith(last)) {
            last = "";
            valid.clear();
        }
        String token = authorization == null ? "" : authorization.replaceFirst("^token ", "");
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
            return refusal(failing, "No");
        }
        ObjectNode app =
                JSON.createObjectNode().put("id", 42).put("slug", "shop-ci").put("name", "shop-ci");
        if (path.equals("/app")) {
            return new Answer(200, app);
        }
        ObjectNode installation = JSON.createObjectNode().put("id", 1).put("app_id", 42);
        installation.putObject("account").put("login", "acme").put("id", 7).put("type", "Organization");
        installation.putObject("permissions").put("statuses", "write").put("pull_requests", "write");
        if (path.equals("/app/installations")) {
            return new Answer(200, installed ? JSON.createArrayNode().add(installation) : JSON.createArrayNode());
        }
        String token = "ghs_" + ++issued;
        Instant end = Instant.now().plus(lifetime);
        valid.put(token, end);
        return new Answer(
                201,
                JSON.createObjectNode()
                        .put("token", token)
                        .put("expires_at", end.truncatedTo(ChronoUnit.SECONDS).toString()));
    }

    private static Answer refusal(int code, String words) {
        return new Answer(code, JSON.createObjectNode().put("message", words));
    }

    /** Whether it is a token that only who has the key can sign. */
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
