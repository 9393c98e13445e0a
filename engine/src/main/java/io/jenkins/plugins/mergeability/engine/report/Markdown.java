package io.jenkins.plugins.mergeability.engine.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/**
 * Writes GitHub's Markdown around untrusted text. Such text appears only in code spans and fences that it cannot end:
 * there, it cannot format or mention anything.
 */
final class Markdown {

    private static final int MAX_SPAN_LENGTH = 300;
    private static final int MAX_LINK_LENGTH = 2000;
    private static final String KEPT_IN_ADDRESSES = "-._~:/?#@!$+,;=%";

    private Markdown() {}

    /** A text as a code span. */
    static String span(String text) {
        String line = line(text.replace('\n', ' ').replace('\r', ' ')).strip();
        if (line.isEmpty()) {
            return "`-`";
        }
        if (line.length() > MAX_SPAN_LENGTH) {
            line = start(line, MAX_SPAN_LENGTH - 1) + "…";
        }
        int run = longestRun(line);
        String fence = "`".repeat(run + 1);
        // Spaces separate backticks of the text from those around it, and are not shown.
        return run == 0 ? fence + line + fence : fence + " " + line + " " + fence;
    }

    /** The maximum length of a {@link #block} of sanitized lines. */
    static int blockLength(List<String> lines) {
        int length = 0;
        int run = 0;
        for (String line : lines) {
            length += line.length() + 1;
            run = Math.max(run, longestRun(line));
        }
        return length + 2 * fence(run) + "text\n\n".length();
    }

    /** Lines that {@link #line} has sanitized, as a code block. */
    static String block(List<String> lines) {
        int run = 0;
        for (String line : lines) {
            run = Math.max(run, longestRun(line));
        }
        String fence = "`".repeat(fence(run));
        StringBuilder block = new StringBuilder(fence).append("text\n");
        for (String line : lines) {
            block.append(line).append('\n');
        }
        return block.append(fence).append('\n').toString();
    }

    /** A line as it can be stored and shown: no control sequences, nothing unseen, nothing that is no character. */
    static String line(String text) {
        return LogText.of(text, false);
    }

    /** A link to a page; empty if the address is not that of a page, or too long. */
    static Optional<String> link(String text, String address) {
        StringBuilder safe = new StringBuilder();
        byte[] bytes = address.getBytes(UTF_8);
        boolean fragment = false;
        for (int i = 0; i < bytes.length; i++) {
            char c = (char) (bytes[i] & 0xff);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || KEPT_IN_ADDRESSES.indexOf(c) >= 0);
            plain &= c != '#' || !fragment;
            fragment |= c == '#';
            plain &= c != '%' || i + 2 < bytes.length && isHex(bytes[i + 1]) && isHex(bytes[i + 2]);
            if (c == '&') {
                safe.append("&amp;");
            } else if (plain) {
                safe.append(c);
            } else {
                safe.append('%').append(hex(c >> 4)).append(hex(c & 15));
            }
        }
        return safe.length() <= MAX_LINK_LENGTH && isPage(safe.toString())
                ? Optional.of("[" + text + "](" + safe + ")")
                : Optional.empty();
    }

    /** The first characters of a text, without half of a surrogate pair. */
    static String start(String text, int length) {
        boolean half = Character.isHighSurrogate(text.charAt(length - 1));
        return text.substring(0, half ? length - 1 : length);
    }

    private static boolean isPage(String address) {
        try {
            URI uri = new URI(address);
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            return web && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isHex(byte c) {
        return Character.digit(c, 16) >= 0;
    }

    private static char hex(int digit) {
        return Character.toUpperCase(Character.forDigit(digit, 16));
    }

    private static int fence(int longestRun) {
        return Math.max(3, longestRun + 1);
    }

    private static int longestRun(String text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
