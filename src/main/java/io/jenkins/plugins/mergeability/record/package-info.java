/** The record of a build's components: the plan and the status of each job, written as events occur. */
package io.jenkins.plugins.mergeability.record;
