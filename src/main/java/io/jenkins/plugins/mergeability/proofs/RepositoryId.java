package io.jenkins.plugins.mergeability.proofs;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a repository is called, however it is reached: {@code github.com/acme/shop} for all of
 * {@code https://github.com/acme/shop.git}, {@code ssh://git@github.com:22/acme/shop} and
 * {@code git@github.com:acme/shop.git}. Local paths and {@code file:} addresses stay as they are.
 */
public final class RepositoryId {

    private static final Pattern ADDRESS =
            Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://(?:[^/@]*@)*(\\[[^]/]*]|[^/:@]*)(?::([0-9]*))?(?:/(.*))?");

    /** As scp has it; a single letter before the colon is a Windows drive. */
    private static final Pattern SHORT = Pattern.compile("(?:[^/@]*@)*(\\[[^]/]*]|[^/:@\\\\\\[]{2,}):(?!//)(.*)");

    private static final Map<String, String> USUAL_PORTS =
            Map.of("https", "443", "http", "80", "ssh", "22", "git+ssh", "22", "ssh+git", "22", "git", "9418");

    private RepositoryId() {}

    /**
     * The name of the repository at an address, or of a name itself.
     *
     * @return without user, password, usual port, query and {@code .git}, the host in lower case
     */
    public static String of(String url) {
        String text = url.trim();
        Matcher address = ADDRESS.matcher(text);
        if (address.matches()) {
            String scheme = address.group(1).toLowerCase(Locale.ROOT);
            if (scheme.equals("file")) {
                return text;
            }
            String port = address.group(3);
            boolean usual = port == null || port.isEmpty() || port.equals(USUAL_PORTS.get(scheme));
            return name(usual ? address.group(2) : address.group(2) + ":" + port, address.group(4));
        }
        Matcher shortened = SHORT.matcher(text);
        if (shortened.matches() && !isNameWithPort(shortened)) {
            return name(shortened.group(1), shortened.group(2));
        }
        return text;
    }

    /** Whether this is {@code host:7999/path}, which stands for itself: it is what {@link #of} returns. */
    private static boolean isNameWithPort(Matcher shortened) {
        String path = shortened.group(2);
        int slash = path.indexOf('/');
        return !shortened.group().contains("@")
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
