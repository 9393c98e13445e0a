package io.jenkins.plugins.mergeability.view;

import hudson.model.Job;
import hudson.model.Run;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import jenkins.model.Jenkins;
import org.springframework.security.access.AccessDeniedException;

/**
 * A link to a build, by its URL or its id. The build may be deleted, or hidden from the user.
 *
 * @param text its text
 * @param href its URL; empty if it is unknown
 */
public record BuildLink(String text, String href) {

    /** For Jelly. */
    public String getText() {
        return text;
    }

    /** For Jelly. */
    public String getHref() {
        return href;
    }

    /** The link for a URL of this Jenkins, an id such as {@code folder/job#12}, or any other name. */
    static BuildLink of(String name) {
        String root = Jenkins.get().getRootUrl();
        if (root != null && name.startsWith(root)) {
            return new BuildLink(shortened(name.substring(root.length())), name);
        }
        int hash = name.lastIndexOf('#');
        Run<?, ?> run = hash > 0 ? find(name.substring(0, hash), name.substring(hash + 1)) : null;
        if (run == null) {
            return new BuildLink(name, "");
        }
        String base = root == null ? "/" : root;
        return new BuildLink(run.getFullDisplayName(), base + run.getUrl());
    }

    private static Run<?, ?> find(String job, String number) {
        try {
            Job<?, ?> item = Jenkins.get().getItemByFullName(job, Job.class);
            return item == null ? null : item.getBuildByNumber(Integer.parseInt(number));
        } catch (NumberFormatException | AccessDeniedException e) {
            return null;
        }
    }

    /** {@code job/a/job/b/12/} as {@code a/b #12}. */
    private static String shortened(String path) {
        StringBuilder text = new StringBuilder();
        String[] parts = path.split("/");
        for (int i = 0; i < parts.length; i++) {
            if (parts[i].equals("job") && i + 1 < parts.length) {
                text.append(text.length() == 0 ? "" : "/").append(decoded(parts[++i]));
            } else if (!parts[i].isEmpty() && parts[i].chars().allMatch(Character::isDigit)) {
                return text.append(" #").append(parts[i]).toString().strip();
            } else {
                return path;
            }
        }
        return path;
    }

    private static String decoded(String part) {
        // In a path a plus sign is not a space.
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
