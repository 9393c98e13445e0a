package io.jenkins.plugins.mergeability.engine.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/**
 * Writes GitHub's Markdown around text that may come from anybody. Such text only ever stands in code, in spans and
 * fences that it cannot end: there, nothing is formatting, and nobody and nothing is mentioned.
 */
final class Markdown {

    private static final int LONGEST_SPAN = 300;
    private static final int LONGEST_LINK = 2000;
    private static final String KEPT_IN_ADDRESSES = "-._~:/?#@!$+,;=%";

    private Markdown() {}

    /** A text as code within a line. */
    static String span(String text) {
        String line = line(text.replace('\n', ' ').replace('\r', ' ')).strip();
        if (line.isEmpty()) {
            return "`-`";
        }
        if (line.length() > LONGEST_SPAN) {
            line = start(line, LONGEST_SPAN - 1) + "…";
        }
        int run = longestRun(line);
        String fence = "`".repeat(run + 1);
        // Blanks keep backticks of the text apart from those around it, and are not shown.
        return run == 0 ? fence + line + fence : fence + " " + line + " " + fence;
    }

    /** How many characters {@link #block} needs for lines made {@link #line harmless}, at the most. */
    static int blockLength(List<String> lines) {
        int length = 0;
        int run = 0;
        for (String line : lines) {
            length += line.length() + 1;
            run = Math.max(run, longestRun(line));
        }
        return length + 2 * fence(run) + "text\n\n".length();
    }

    /** Lines that were made {@link #line harmless} as a block of code. */
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

    /** A link to a page; nothing if the address is of no page, or too long to be worth its room. */
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
        return safe.length() <= LONGEST_LINK && isPage(safe.toString())
                ? Optional.of("[" + text + "](" + safe + ")")
                : Optional.empty();
    }

    /** The first characters of a text, none of them half a one. */
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
