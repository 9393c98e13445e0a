package io.jenkins.plugins.mergeability.engine.github;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** The name of a repository at a code host, written {@code owner/name}. */
public record RepositoryName(String owner, String name) {

    /** A repository with its host, from the URL of a remote. */
    public record At(String host, RepositoryName name) {}

    /** Parses {@code owner/name}; empty if it is not valid. */
    public static Optional<RepositoryName> of(String text) {
        String[] parts = text.split("/", -1);
        return parts.length == 2 && isName(parts[0]) && isName(parts[1])
                ? Optional.of(new RepositoryName(parts[0], parts[1]))
                : Optional.empty();
    }

    /** Parses the URL of a git remote or its short form for SSH; empty if it is not a repository of a host. */
    public static Optional<At> ofRemote(String address) {
        String host;
        String path;
        int colon = address.indexOf(':');
        if (address.contains("://")) {
            try {
                URI uri = new URI(address);
                host = uri.getHost();
                path = uri.getPath();
            } catch (URISyntaxException notAUrl) {
                return Optional.empty();
            }
        } else if (colon > 0 && address.lastIndexOf('/', colon) < 0) {
            host = address.substring(address.lastIndexOf('@', colon) + 1, colon);
            path = address.substring(colon + 1);
        } else {
            return Optional.empty();
        }
        if (host == null || host.isEmpty() || path == null) {
            return Optional.empty();
        }
        String trimmed = path.replaceAll("^/+|/+$", "");
        if (trimmed.endsWith(".git")) {
            trimmed = trimmed.substring(0, trimmed.length() - ".git".length());
        }
        String at = host.toLowerCase(Locale.ROOT);
        return of(trimmed).map(name -> new At(at.equals("ssh.github.com") ? "github.com" : at, name));
    }

    /** Other characters could change the meaning of a URL. */
    private static boolean isName(String text) {
        boolean plain = !text.isEmpty() && !text.equals(".") && !text.equals("..");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            plain &= c < 128 && Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.';
        }
        return plain;
    }

    @Override
    public String toString() {
        return owner + "/" + name;
    }
}
