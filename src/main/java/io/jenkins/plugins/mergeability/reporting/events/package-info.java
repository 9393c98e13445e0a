/**
 * Events of GitHub, of builds and of items, each of which requests the evaluation of the pull requests it concerns.
 */
package io.jenkins.plugins.mergeability.reporting.events;
