package dev.imagecopy.verification.bulk;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Java process with this one's class path. */
public final class ChildProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter questions;

    private ChildProcess(Process process) {
        this.process = process;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.questions = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    }

    public static ChildProcess start(Class<?> program, List<String> options, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(arguments);
        return new ChildProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    public String readLine() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the process has ended");
        }
        return line;
    }

    public List<String> readLines(String last) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = readLine(); !line.equals(last); line = readLine()) {
            lines.add(line);
        }
        return lines;
    }

    public void ask(String question) throws IOException {
        questions.write(question);
        questions.newLine();
        questions.flush();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** As {@code kill -9} does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    public int waitFor() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
