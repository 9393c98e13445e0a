/** The pages and the warning that show administrators pending reports and failed lookups. */
package io.jenkins.plugins.mergeability.reporting.pages;
