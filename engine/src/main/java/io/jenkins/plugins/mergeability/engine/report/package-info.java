/** Plans and pull request comments as text, JSON and Markdown, made safe for terminals and for GitHub. */
package io.jenkins.plugins.mergeability.engine.report;
