package io.jenkins.plugins.mergeability.engine.report.graph;

/** The parts that all drawings have: the start of the file, the ground, and texts. */
final class SvgParts {

    private SvgParts() {}

    /**
     * The start of a file, up to the end of its style sheet.
     *
     * @param description the drawing as text, for screen readers
     */
    static String start(int width, int height, String title, String description, String style) {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"mergeability\" role=\"img\""
                + " aria-labelledby=\"mergeability-title mergeability-desc\" width=\"" + width + "\" height=\"" + height
                + "\" viewBox=\"0 0 " + width + ' ' + height + "\">\n<title id=\"mergeability-title\">" + escape(title)
                + "</title>\n<desc id=\"mergeability-desc\">" + escape(description) + "</desc>\n<style>\n" + style
                + "</style>\n";
    }

    /** The ground of the whole drawing. */
    static String ground(int width, int height) {
        return "<rect class=\"ground\" x=\"0.5\" y=\"0.5\" rx=\"8\" width=\"" + (width - 1) + "\" height=\""
                + (height - 1) + "\"/>\n";
    }

    /** A text at a place. */
    static String text(String kind, int x, int y, String text) {
        return "<text class=\"" + kind + "\" x=\"" + x + "\" y=\"" + y + "\">" + escape(text) + "</text>";
    }

    /** A text for the content or an attribute of XML. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
