/** Access to GitHub: reads pull requests, writes commit statuses and comments. */
package io.jenkins.plugins.mergeability.engine.github;
