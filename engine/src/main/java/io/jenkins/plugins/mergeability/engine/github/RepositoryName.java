package io.jenkins.plugins.mergeability.engine.github;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** The name of a repository at a code host, written {@code owner/name}. */
public record RepositoryName(String owner, String name) {

    /** A repository, and the host a clone says it is at. */
    public record At(String host, RepositoryName name) {}

    /** Reads {@code owner/name}; nothing if it is no such name. */
    public static Optional<RepositoryName> of(String text) {
        String[] parts = text.split("/", -1);
        return parts.length == 2 && isName(parts[0]) && isName(parts[1])
                ? Optional.of(new RepositoryName(parts[0], parts[1]))
                : Optional.empty();
    }

    /** Reads the address of a git remote, as an URL or in the short form of ssh; nothing if it names no repository of a host. */
    public static Optional<At> ofRemote(String address) {
        String host;
        String path;
        int colon = address.indexOf(':');
        if (address.contains("://")) {
            try {
                URI uri = new URI(address);
                host = uri.getHost();
                path = uri.getPath();
            } catch (URISyntaxException notAnAddress) {
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

    /** Nothing else can be in an address without changing its meaning. */
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
