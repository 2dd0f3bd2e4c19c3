// Command podnet connects the pod networks of a cluster's nodes.
//
// It routes every other node's pod subnets, of IPv4 or IPv6 or both, to that node and masquerades what pods send out of
// the cluster. It never takes a route away because the API server does not answer: what it last knew is kept in memory
// and on disk, and is put back whenever it is missing, so the pod network outlives the control plane.
package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"os/signal"
	"syscall"
	"time"

	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/cache"
)

const (
	routeInterval      = 2 * time.Second
	masqueradeInterval = 15 * time.Second
	stateFile          = "/var/lib/podnet/routes.json"
)

func main() {
	log.SetFlags(log.Ldate | log.Ltime | log.LUTC)
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Getenv("NODE_NAME"), os.Getenv("POD_SUBNET")); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, nodeName, podSubnet string) error {
	if nodeName == "" || podSubnet == "" {
		return fmt.Errorf("NODE_NAME and POD_SUBNET must be set")
	}
	subnets, err := parseSubnets(podSubnet)
	if err != nil {
		return err
	}
	changed := make(chan struct{}, 1)
	nodes, err := watchNodes(ctx, changed)
	if err != nil {
		return err
	}
	routes := newRouter(nodeName, stateFile)
	routeTick, masqueradeTick := time.NewTicker(routeInterval), time.NewTicker(masqueradeInterval)
	defer routeTick.Stop()
	defer masqueradeTick.Stop()
	report := onChange()
	report("masquerade", ensureMasquerade(ctx, subnets))
	for {
		if nodes.HasSynced() {
			report("state", routes.learn(nodes.GetStore().List()))
		}
		report("routes", routes.reconcile())
		select {
		case <-ctx.Done():
			return nil // routes stay: the network must not depend on this process
		case <-changed:
		case <-routeTick.C:
		case <-masqueradeTick.C:
			report("masquerade", ensureMasquerade(ctx, subnets))
		}
	}
}

// watchNodes starts an informer, which reconnects by itself for as long as it lives.
func watchNodes(ctx context.Context, changed chan<- struct{}) (cache.SharedIndexInformer, error) {
	config, err := rest.InClusterConfig()
	if err != nil {
		return nil, err
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return nil, err
	}
	factory := informers.NewSharedInformerFactory(client, time.Minute)
	nodes := factory.Core().V1().Nodes().Informer()
	notify := func() {
		select {
		case changed <- struct{}{}:
		default: // a look is already due
		}
	}
	_, err = nodes.AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc:    func(any) { notify() },
		UpdateFunc: func(any, any) { notify() },
		DeleteFunc: func(any) { notify() },
	})
	if err != nil {
		return nil, err
	}
	factory.Start(ctx.Done())
	return nodes, nil
}

// onChange answers a function that logs an error, or its end, once and not every two seconds.
func onChange() func(what string, err error) {
	last := map[string]string{}
	return func(what string, err error) {
		text := "ok"
		if err != nil {
			text = err.Error()
		}
		if last[what] != text {
			log.Printf("%s: %s", what, text)
			last[what] = text
		}
	}
}
