package io.jenkins.plugins.mergeability.github;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.fasterxml.jackson.databind.JsonNode;
import hudson.util.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jenkinsci.plugins.github.GitHubPlugin;
import org.jenkinsci.plugins.github.config.HookSecretConfig;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jvnet.hudson.test.JenkinsRule;

/** Posts signed events to Jenkins, as GitHub's webhooks do. */
public final class GithubHook {

    private static final String SECRET = "known to both";

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI address;

    private GithubHook(URI address) {
        this.address = address;
    }

    /** A hook at a controller that verifies signatures. */
    public static GithubHook at(JenkinsRule jenkins) throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new StringCredentialsImpl(
                        CredentialsScope.GLOBAL, "hook-secret", "hook", Secret.fromString(SECRET)));
        GitHubPlugin.configuration().setHookSecretConfigs(List.of(new HookSecretConfig("hook-secret")));
        return new GithubHook(jenkins.getURL().toURI().resolve("github-webhook/"));
    }

    /** Posts an event and returns the status of the response. */
    public int post(String kind, JsonNode event) throws IOException, InterruptedException {
        return post(kind, event, SECRET);
    }

    /** Posts an event that is signed with another secret. */
    public int post(String kind, JsonNode event, String secret) throws IOException, InterruptedException {
        byte[] body = event.toString().getBytes(UTF_8);
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .header("X-GitHub-Event", kind)
                .header("X-GitHub-Delivery", UUID.randomUUID().toString())
                .header("X-Hub-Signature", "sha1=" + signature("HmacSHA1", body, secret))
                .header("X-Hub-Signature-256", "sha256=" + signature("HmacSHA256", body, secret))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static String signature(String algorithm, byte[] body, String secret) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), algorithm));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
