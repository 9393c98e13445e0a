/** Which branch of a pipeline runs which job next: plain Java over a small port onto the record of a build. */
package io.jenkins.plugins.mergeability.dispatch;
