package tael;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The merchant's notify_url: answers {@code success} and keeps what came, by out_trade_no. */
final class Receiver implements AutoCloseable {
    private static final long DEADLINE_SECONDS = 20;
    private static final Pattern CHARSET = Pattern.compile("charset=([\\w-]+)");

    private final HttpServer server;
    private final Map<String, List<Map<String, String>>> received = new HashMap<>();

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/notify", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/notify";
    }

    /** All notifications about this order so far. */
    synchronized List<Map<String, String>> about(String outTradeNo) {
        return List.copyOf(received.getOrDefault(outTradeNo, List.of()));
    }

    /** The first notification about this order, waiting for it until the deadline. */
    synchronized Map<String, String> first(String outTradeNo) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!received.containsKey(outTradeNo)) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            Checks.holds("no notification about " + outTradeNo + " in " + DEADLINE_SECONDS + " s", left > 0);
            wait(left);
        }
        return received.get(outTradeNo).get(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
        String contentType = String.valueOf(exchange.getRequestHeaders().getFirst("content-type"));
        Map<String, String> parameters = decode(form, charset(contentType));
        byte[] answer = "success".getBytes(StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
        synchronized (this) {
            received.computeIfAbsent(parameters.get("out_trade_no"), number -> new ArrayList<>()).add(parameters);
            notifyAll();
        }
    }

    private static Charset charset(String contentType) {
        Matcher declared = CHARSET.matcher(contentType);
        return declared.find() ? Charset.forName(declared.group(1)) : StandardCharsets.UTF_8;
    }

    private static Map<String, String> decode(String form, Charset charset) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : form.split("&")) {
            int equals = pair.indexOf('=');
            parameters.put(URLDecoder.decode(pair.substring(0, equals), charset),
                    URLDecoder.decode(pair.substring(equals + 1), charset));
        }
        return parameters;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
