/** The forms of the reporting settings of branch sources and steps. */
package io.jenkins.plugins.mergeability.reporting.forms;
