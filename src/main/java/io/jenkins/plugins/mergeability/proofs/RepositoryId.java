package io.jenkins.plugins.mergeability.proofs;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a repository for all of its URLs: {@code github.com/acme/shop} for
 * {@code https://github.com/acme/shop.git}, {@code ssh://git@github.com:22/acme/shop} and
 * {@code git@github.com:acme/shop.git}. Local paths and {@code file:} URLs are not changed.
 */
public final class RepositoryId {

    private static final Pattern URL =
            Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://(?:[^/@]*@)*(\\[[^]/]*]|[^/:@]*)(?::([0-9]*))?(?:/(.*))?");

    /** The syntax of scp. A single letter before the colon is a Windows drive. */
    private static final Pattern SCP = Pattern.compile("(?:[^/@]*@)*(\\[[^]/]*]|[^/:@\\\\\\[]{2,}):(?!//)(.*)");

    private static final Map<String, String> DEFAULT_PORTS =
            Map.of("https", "443", "http", "80", "ssh", "22", "git+ssh", "22", "ssh+git", "22", "git", "9418");

    private RepositoryId() {}

    /**
     * The name of a repository.
     *
     * @param url a URL or a name
     * @return the host in lower case and the path, without user, password, default port, query and {@code .git}
     */
    public static String of(String url) {
        String text = url.trim();
        Matcher matcher = URL.matcher(text);
        if (matcher.matches()) {
            String scheme = matcher.group(1).toLowerCase(Locale.ROOT);
            if (scheme.equals("file")) {
                return text;
            }
            String port = matcher.group(3);
            boolean isDefault = port == null || port.isEmpty() || port.equals(DEFAULT_PORTS.get(scheme));
            return name(isDefault ? matcher.group(2) : matcher.group(2) + ":" + port, matcher.group(4));
        }
        Matcher scp = SCP.matcher(text);
        if (scp.matches() && !isNameWithPort(scp)) {
            return name(scp.group(1), scp.group(2));
        }
        return text;
    }

    /** Whether this is a name such as {@code host:7999/path}, which {@link #of} has returned. */
    private static boolean isNameWithPort(Matcher scp) {
        String path = scp.group(2);
        int slash = path.indexOf('/');
        return !scp.group().contains("@")
                && slash > 0
                && path.substring(0, slash).chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static String name(String host, String path) {
        String rest = path == null ? "" : path;
        int query = rest.indexOf('?');
        if (query >= 0) {
            rest = rest.substring(0, query);
        }
        rest = rest.replaceAll("/{2,}", "/").replaceAll("^/|/$", "");
        if (rest.endsWith(".git")) {
            rest = rest.substring(0, rest.length() - ".git".length());
        }
        String lower = host.toLowerCase(Locale.ROOT);
        return rest.isEmpty() ? lower : lower + "/" + rest;
    }
}
