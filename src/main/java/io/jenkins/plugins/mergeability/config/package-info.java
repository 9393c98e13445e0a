/** The configuration of the controller and of folders, and the effective settings of a job. */
package io.jenkins.plugins.mergeability.config;
