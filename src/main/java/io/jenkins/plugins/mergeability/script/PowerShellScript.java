package io.jenkins.plugins.mergeability.script;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.Shell;
import io.jenkins.plugins.mergeability.engine.schedule.ShellDialect;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** The script in which a {@code powershell} step runs the commands of a part on Windows, as {@link ShellScript} does. */
public final class PowerShellScript {

    private static final String FRAME = """
            if ($PSCommandPath) { Clear-Content -LiteralPath $PSCommandPath -ErrorAction SilentlyContinue }
            function Mg-Say([string] $text) { [Console]::Error.WriteLine($text) }
            function Mg-Text([string] $coded) { [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($coded)) }
            function Mg-Run([int] $position, [string] $label, [int] $retries, [string] $token, [string] $dir, $variables, [string] $program, [string[]] $options, [string] $ending, [string] $text) {
              $file = Join-Path ([IO.Path]::GetTempPath()) ([Guid]::NewGuid().ToString() + $ending)
              [IO.File]::WriteAllText($file, (Mg-Text $text), (New-Object Text.UTF8Encoding ($ending -eq '.ps1')))
              $before = @{}
              foreach ($name in $variables.Keys) {
                $before[$name] = [Environment]::GetEnvironmentVariable($name)
                [Environment]::SetEnvironmentVariable($name, (Mg-Text $variables[$name]))
              }
              try {
                for ($try = 1; ; $try++) {
                  Mg-Say ('--- ' + (Mg-Text $label))
                  $from = [DateTimeOffset]::UtcNow.ToUnixTimeMilliseconds()
                  $code = 1
                  if (-not (Test-Path -LiteralPath (Mg-Text $dir) -PathType Container)) {
                    Mg-Say ('the directory ' + (Mg-Text $dir) + " does not exist in the repository: correct the component's root or the dir")
                  } else {
                    Push-Location -LiteralPath (Mg-Text $dir)
                    try {
                      $last = $file
                      if ($ending -eq '.ps1') { $last = ". '" + $file.Replace("'", "''") + "'" }
                      $arguments = $options + $last
                      $null | & $program @arguments 2>&1 | ForEach-Object { Mg-Say "$_" }
                      $code = $LASTEXITCODE
                    } catch { Mg-Say "$_" } finally { Pop-Location }
                  }
                  $took = [DateTimeOffset]::UtcNow.ToUnixTimeMilliseconds() - $from
                  if ($code -eq 0) { [Console]::Out.WriteLine("$position $try $from $took $code $token") }
                  else { [Console]::Out.WriteLine("$position $try $from $took $code") }
                  $seconds = ($took / 1000).ToString('0.000', [Globalization.CultureInfo]::InvariantCulture) + ' s'
                  if ($code -eq 0) { Mg-Say "--- passed after $seconds"; return $true }
                  Mg-Say "--- failed with exit code $code after $seconds"
                  if ($try -gt $retries) { return $false }
                }
              } finally {
                foreach ($name in $before.Keys) { [Environment]::SetEnvironmentVariable($name, $before[$name]) }
                Remove-Item -LiteralPath $file -ErrorAction SilentlyContinue
              }
            }
            """;

    private PowerShellScript() {}

    /**
     * The script for the commands of a job. It does nothing to the workspace.
     *
     * @param hidden the variables that commands do not get
     */
    public static String of(JobScript of, HiddenVariables hidden) {
        JobKey job = of.job();
        StringBuilder script = new StringBuilder(FRAME).append(hidden.powerShell());
        script.append("$env:MERGEABILITY_ROOT = (Get-Location).Path\n");
        script.append("$env:MERGEABILITY_COMPONENT = Mg-Text ")
                .append(coded(job.component()))
                .append('\n');
        script.append("$env:MERGEABILITY_JOB = Mg-Text ")
                .append(coded(job.job()))
                .append('\n');
        job.platform()
                .ifPresent(name -> script.append("$env:MERGEABILITY_PLATFORM = Mg-Text ")
                        .append(coded(name))
                        .append('\n'));
        for (Part.ScriptCommand command : of.commands()) {
            script.append("$ok = ")
                    .append(call(command, command.shell().orElse(of.standard()), of.total(), of.tokens()))
                    .append('\n');
            if (!command.continueOnFailure()) {
                script.append("if (-not $ok) { exit 0 }\n");
            }
        }
        return script.append("exit 0\n").toString();
    }

    private static String call(Part.ScriptCommand command, Shell shell, int total, OutcomeTokens tokens) {
        StringBuilder call = new StringBuilder("Mg-Run ").append(command.position());
        call.append(' ')
                .append(coded(StageNames.numbered(command, total)))
                .append(' ')
                .append(command.retries())
                .append(" '")
                .append(tokens.of(command.position()))
                .append('\'');
        call.append(' ').append(coded(command.dir())).append(" @{");
        for (Map.Entry<String, String> variable : new TreeMap<>(command.env()).entrySet()) {
            call.append('\'').append(variable.getKey().replace("'", "''")).append("' = ");
            call.append(coded(variable.getValue())).append("; ");
        }
        call.append("} '").append(shell.text()).append("' @(");
        call.append(String.join(
                ", ",
                ShellDialect.options(shell).stream()
                        .map(option -> '\'' + option + '\'')
                        .toList()));
        call.append(") '").append(ShellDialect.extension(shell)).append("' ");
        return call.append(coded(ShellDialect.script(shell, command.run()))).toString();
    }

    /** A text encoded so that PowerShell interprets none of its characters. */
    private static String coded(String text) {
        return '\'' + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + '\'';
    }
}
