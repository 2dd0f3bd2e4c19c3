// A small application for the examples beside it: an HTTP server that names its replica, one that answers only while a
// majority of its members does, or a piece of work that ends.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"sync"
	"syscall"
	"time"
)

func main() {
	address := flag.String("listen", ":8080", "where it listens")
	members := flag.String("members", "", "addresses of all members, itself among them: it answers while most of them do")
	start := flag.Duration("start", 0, "listens only after so long, as a server that has something to load first")
	work := flag.Duration("work", 0, "works for so long and ends, and serves nothing")
	flag.Parse()
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM, syscall.SIGINT)
	if *work > 0 {
		os.Exit(workFor(*work, stop))
	}
	select {
	case <-time.After(*start):
	case <-stop:
		os.Exit(0)
	}
	server := &http.Server{Addr: *address, Handler: handler(*members)}
	go func() {
		<-stop
		// As most servers do: what is being answered is finished, and nobody new is let in from this moment on.
		ending, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		_ = server.Shutdown(ending)
		os.Exit(0)
	}()
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	select {}
}

func workFor(length time.Duration, stop <-chan os.Signal) int {
	select {
	case <-time.After(length):
		fmt.Println("done")
		return 0
	case <-stop:
		fmt.Println("stopped before it was done")
		return 1
	}
}

func handler(members string) http.Handler {
	name, _ := os.Hostname()
	mux := http.NewServeMux()
	serve := func(w http.ResponseWriter, agrees bool) {
		w.Header().Set("X-Served-By", name)
		if !agrees {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
		fmt.Fprintf(w, "%s agrees: %t\n", name, agrees)
	}
	mux.HandleFunc("/member", func(w http.ResponseWriter, _ *http.Request) { serve(w, true) })
	mux.HandleFunc("/healthz", func(w http.ResponseWriter, _ *http.Request) { serve(w, isMajority(members)) })
	// What some images call "quit", and some manifests call before the end.
	mux.HandleFunc("/quit", func(http.ResponseWriter, *http.Request) { os.Exit(0) })
	return mux
}

// client keeps its connections, so that it needs no name looked up for each answer: the cluster's DNS may be out.
var client = http.Client{
	Timeout:   300 * time.Millisecond,
	Transport: &http.Transport{MaxIdleConnsPerHost: 64},
}

// isMajority asks all members at once and tells whether most of them answered; without members it is alone, and agrees.
func isMajority(members string) bool {
	if members == "" {
		return true
	}
	all := strings.Split(members, ",")
	var asking sync.WaitGroup
	answers := make(chan bool, len(all))
	for _, member := range all {
		asking.Add(1)
		go func() {
			defer asking.Done()
			response, err := client.Get("http://" + member + "/member")
			if err == nil {
				// Only a connection whose answer was read to its end is used again.
				_, err = io.Copy(io.Discard, response.Body)
				_ = response.Body.Close()
			}
			answers <- err == nil
		}()
	}
	asking.Wait()
	close(answers)
	count := 0
	for answered := range answers {
		if answered {
			count++
		}
	}
	return count > len(all)/2
}
