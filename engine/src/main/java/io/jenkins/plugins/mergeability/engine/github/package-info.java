/** What a verdict needs of GitHub: pull requests in, commit statuses and comments out. */
package io.jenkins.plugins.mergeability.engine.github;
